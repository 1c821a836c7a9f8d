/**
 * The blank "Kayıp Tanıtım Kartı Bildirim Formu" (S61, S66), filled with what is known; in Turkish,
 * since the bureau reads it. It is signed by hand and uploaded.
 */
import { formatBirthDate } from '../../../workflows/domain/birthDate'
import {
  blankLines,
  keyAndLine,
  keyAndValue,
  section,
  TEXT_WIDTH,
  tickBox,
} from '../../shared/print/parts'
import { printSheet } from '../../shared/print/sheet'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { RelativeView } from '../operations/relatives'
import { fullName } from './person'

const text = 'portal.lossForm'

/** @param t texts in Turkish */
export function lossForm(
  staff: Pick<SignedInAccount, 'name' | 'registryNo' | 'unitName'>,
  { person, relation, card }: RelativeView,
  t: Translate,
): Promise<Buffer> {
  const title = t('documentKind.lossForm')
  return printSheet({ title, language: 'tr' }, (sheet) => {
    sheet
      .fontSize(10)
      .fillColor('#444')
      .text(t(`${text}.ministry`), { align: 'center' })
    sheet.font('bold').fontSize(16).fillColor('#000').text(title, { align: 'center' }).moveDown(0.5)
    sheet
      .font('regular')
      .fontSize(10)
      .text(t(`${text}.lead`), { width: TEXT_WIDTH })

    section(sheet, t(`${text}.staff`))
    keyAndValue(sheet, t(`${text}.name`), staff.name)
    keyAndValue(sheet, t(`${text}.registryNo`), staff.registryNo)
    keyAndValue(sheet, t(`${text}.unit`), staff.unitName)
    keyAndLine(sheet, t(`${text}.phone`))

    section(sheet, t(`${text}.holder`))
    keyAndValue(sheet, t(`${text}.name`), fullName(person))
    keyAndValue(sheet, t(`${text}.relation`), t(`relation.${relation}`))
    keyAndValue(sheet, t(`${text}.birth`), formatBirthDate(person.birthDate))
    if (card !== null) keyAndValue(sheet, t(`${text}.approved`), shortDate(card.approvedAt))
    keyAndLine(sheet, t(`${text}.identity`))

    section(sheet, t(`${text}.loss`))
    for (const what of ['lost', 'stolen']) tickBox(sheet, t(`${text}.${what}`))
    sheet.moveDown(0.3)
    for (const what of ['day', 'place']) keyAndLine(sheet, t(`${text}.${what}`))
    sheet
      .fontSize(11)
      .fillColor('#444')
      .text(t(`${text}.how`))
    blankLines(sheet, 3)

    sheet
      .fontSize(10)
      .fillColor('#000')
      .text(t(`${text}.declaration`), { width: TEXT_WIDTH })
    sheet.moveDown()
    for (const what of ['date', 'signature']) keyAndLine(sheet, t(`${text}.${what}`))
  })
}
