/**
 * The letter of the unit or governorate that goes with a card to the bureau, and the return slip that
 * finds its request there (S67, S68, S75); in Turkish, since the bureau reads them. The unit gives
 * the letter its number, date and signature.
 */
import { create } from 'qrcode'
import { rule, TEXT_WIDTH } from '../../shared/print/parts'
import { printSheet } from '../../shared/print/sheet'
import type { Sheet } from '../../shared/print/sheet'
import type { RequestRecord } from '../../shared/store/request'
import type { SignedInAccount } from '../../shared/web'
import { cancellationReasonTexts } from '../../shared/web/texts/format/cancellationReason'
import type { Translate } from '../../shared/web/texts/catalogue'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { FamilyRequest } from '../operations/familyRequests'
import { fullName } from './person'

const text = 'portal.coverLetter'
const QR_SIZE = 110
const SLIP_TOP = 590

/** Whether a request waits for its card, which comes with such a letter. */
export function needsCoverLetter({ subState }: Pick<RequestRecord, 'subState'>): boolean {
  return subState === 'awaitingCard'
}

/**
 * @param code the text of the QR code: the request's number and its check value, nothing else (D12)
 * @param t texts in Turkish
 */
export function coverLetter(
  staff: Pick<SignedInAccount, 'name' | 'registryNo' | 'unitName'>,
  found: FamilyRequest,
  code: string,
  t: Translate,
): Promise<Buffer> {
  const title = t(`${text}.title`, { number: found.request.number })
  return printSheet({ title, language: 'tr' }, (sheet) => {
    drawLetter(sheet, staff, found, t)
    drawSlip(sheet, found.request.number, code, t)
  })
}

function drawLetter(
  sheet: Sheet,
  { name, registryNo, unitName }: Pick<SignedInAccount, 'name' | 'registryNo' | 'unitName'>,
  { request, relative, reasonDetail }: FamilyRequest,
  t: Translate,
): void {
  const { number, filedAt } = request
  const reason = cancellationReasonTexts(request.reason!, reasonDetail, t)
  const centred = { align: 'center' } as const
  sheet.font('bold').fontSize(12).fillColor('#000')
  sheet
    .text(t(`${text}.republic`), centred)
    .text(unitName, centred)
    .moveDown(1.5)
  sheet.font('regular').fontSize(11)
  for (const what of ['number', 'date', 'subject']) sheet.text(t(`${text}.${what}`)).moveDown(0.2)
  sheet
    .moveDown()
    .font('bold')
    .text(t(`${text}.to`), centred)
    .moveDown()
  sheet.font('regular')
  sheet.text(t(`${text}.reference`, { number, date: shortDate(filedAt) })).moveDown()
  sheet
    .text(
      t(`${text}.body`, {
        staff: name,
        registryNo,
        relation: t(`relation.${relative.relation}`).toLocaleLowerCase('tr'),
        holder: fullName(relative.person),
        reason: reason.ownWords ? `${reason.text}: ${reason.ownWords}` : reason.text,
      }),
      { width: TEXT_WIDTH, lineGap: 3 },
    )
    .moveDown(0.6)
  sheet.text(t(`${text}.request`)).moveDown(1.5)
  for (const what of ['signatory', 'title'])
    sheet.text(t(`${text}.sign.${what}`), { align: 'right' })
  sheet.moveDown(1.5).text(t(`${text}.enclosed`))
}

/** Below a line to cut along. */
function drawSlip(sheet: Sheet, number: string, code: string, t: Translate): void {
  const { left } = sheet.page.margins
  sheet
    .fontSize(9)
    .fillColor('#444')
    .text(t(`${text}.slip.cut`), left, SLIP_TOP - 26)
  rule(sheet.dash(4, { space: 3 }), left, SLIP_TOP - 10, TEXT_WIDTH)
  sheet.undash()
  drawCode(sheet, code, left, SLIP_TOP)
  const beside = left + QR_SIZE + 24
  const width = TEXT_WIDTH - QR_SIZE - 24
  sheet.font('bold').fontSize(14).fillColor('#000')
  sheet.text(t(`${text}.slip.title`), beside, SLIP_TOP, { width }).moveDown(0.4)
  sheet.font('bold').fontSize(12).text(number, { width }).moveDown(0.4)
  sheet
    .font('regular')
    .fontSize(10)
    .text(t(`${text}.slip.use`), { width })
    .moveDown(0.4)
  sheet.fillColor('#444').text(t(`${text}.slip.code`, { code }), { width })
}

/** A QR code of vector squares, so that it stays sharp on every printer. */
function drawCode(sheet: Sheet, code: string, x: number, y: number): void {
  const { modules } = create(code, { errorCorrectionLevel: 'Q' })
  const size = QR_SIZE / modules.size
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) sheet.rect(x + column * size, y + row * size, size, size)
  sheet.fillColor('#000').fill()
}
