/** The slip of paper with a one-time password (S6); in Turkish, since it is for the member of staff. */
import { keyAndValue, TEXT_WIDTH } from '../../shared/print/parts'
import { printSheet } from '../../shared/print/sheet'
import type { Account } from '../../shared/store/account'
import type { Translate } from '../../shared/web/texts/catalogue'
import { longDateAndTime } from '../../shared/web/texts/format/dates'

const text = 'portal.slip'

export interface SlipOf extends Pick<Account, 'name' | 'registryNo' | 'unitName' | 'username'> {
  oneTimePasswordUntil: Date
  /** In clear. */
  password: string
  /** Where to sign in. */
  address: string
}

/** @param t texts in Turkish */
export function passwordSlip(slip: SlipOf, t: Translate): Promise<Buffer> {
  return printSheet({ title: t(`${text}.title`), language: 'tr' }, (sheet) => {
    sheet.fontSize(10).fillColor('#444').text(t('app.ministry'))
    sheet
      .font('bold')
      .fontSize(20)
      .fillColor('#000')
      .text(t(`${text}.title`))
      .moveDown(0.5)
    sheet
      .font('regular')
      .fontSize(11)
      .text(t(`${text}.lead`), { width: TEXT_WIDTH })
      .moveDown()
    keyAndValue(sheet, t(`${text}.name`), slip.name)
    keyAndValue(sheet, t(`${text}.registryNo`), slip.registryNo)
    keyAndValue(sheet, t(`${text}.unit`), slip.unitName)
    sheet.moveDown(0.5)
    keyAndValue(sheet, t(`${text}.username`), slip.username, 15)
    keyAndValue(sheet, t(`${text}.password`), slip.password, 15)
    keyAndValue(sheet, t(`${text}.until`), longDateAndTime(slip.oneTimePasswordUntil, 'tr'))
    sheet
      .moveDown()
      .font('bold')
      .fontSize(11)
      .text(t(`${text}.steps`))
      .moveDown(0.3)
    sheet.font('regular')
    for (const step of ['open', 'signIn', 'choose', 'destroy'])
      sheet
        .text(`• ${t(`${text}.step.${step}`, { address: slip.address })}`, { width: TEXT_WIDTH })
        .moveDown(0.2)
  })
}
