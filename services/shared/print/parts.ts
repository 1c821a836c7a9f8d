/** Parts that printed sheets share. */
import type { Sheet } from './sheet'

const GREY = '#444'
const BLACK = '#000'

/** Width of the text on a sheet, in points. */
export const TEXT_WIDTH = 483
const KEY_WIDTH = 150

/** A key and its value next to each other. */
export function keyAndValue(sheet: Sheet, key: string, value: string, size = 11): void {
  const { x, y } = sheet
  sheet.font('regular').fontSize(11).fillColor(GREY).text(key, x, y, { width: KEY_WIDTH })
  sheet.font('bold').fontSize(size).fillColor(BLACK)
  sheet.text(value, x + KEY_WIDTH, y, { width: TEXT_WIDTH - KEY_WIDTH })
  sheet.x = x
  sheet.moveDown(0.4)
}

/** A key and a line to write on by hand. */
export function keyAndLine(sheet: Sheet, key: string): void {
  const { x, y } = sheet
  sheet.font('regular').fontSize(11).fillColor(GREY).text(key, x, y, { width: KEY_WIDTH })
  rule(sheet, x + KEY_WIDTH, y + 14, TEXT_WIDTH - KEY_WIDTH)
  sheet.x = x
  sheet.moveDown(0.6)
}

/** Lines to write on by hand, across the sheet. */
export function blankLines(sheet: Sheet, count: number): void {
  for (let line = 0; line < count; line += 1) {
    sheet.y += 22
    rule(sheet, sheet.x, sheet.y, TEXT_WIDTH)
  }
  sheet.y += 14
}

/** A box to tick by hand, and what it means. */
export function tickBox(sheet: Sheet, text: string): void {
  const { x, y } = sheet
  sheet
    .rect(x, y + 2, 10, 10)
    .lineWidth(0.8)
    .strokeColor(BLACK)
    .stroke()
  sheet
    .font('regular')
    .fontSize(11)
    .fillColor(BLACK)
    .text(text, x + 18, y)
  sheet.x = x
  sheet.moveDown(0.3)
}

/** The heading of a section. */
export function section(sheet: Sheet, title: string): void {
  sheet.moveDown(0.6).font('bold').fontSize(12).fillColor(BLACK).text(title).moveDown(0.4)
}

/** A thin line. */
export function rule(sheet: Sheet, x: number, y: number, width: number): void {
  sheet
    .moveTo(x, y)
    .lineTo(x + width, y)
    .lineWidth(0.6)
    .strokeColor('#777')
    .stroke()
}
