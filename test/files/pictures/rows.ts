/** Rows of the corpus for pictures: photos of the card, and receipts. */
import { rowsFor } from '../rows'
import type { Cause, Row } from '../rows'

const photo = rowsFor('photo')
const receipt = rowsFor('receipt')

/** Taken as it is. */
export const takenPhoto: Row = photo('taken')

/** Taken without what is next to the picture. */
export const cleanedPhoto: Row = photo('taken', { because: 'foreignContent' })

/** Offered in the form that the card needs. */
export const fixablePhoto: Row = photo('fixable')

export function fixableAs(because: Cause): Row {
  return photo('fixable', { because })
}

export function refusedAs(because: Cause): Row {
  return photo('refused', { because })
}

export const takenReceipt: Row = receipt('taken')

/** Offered as a JPEG that fits. */
export const fixableReceipt: Row = receipt('fixable')
