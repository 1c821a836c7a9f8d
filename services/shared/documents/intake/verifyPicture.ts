/** The strict rules for the stored picture of a receipt or letter (S40, D11). */
import { DOCUMENT_RULES, MAX_PIXELS } from '../../../../workflows/domain/documents'
import type { DocumentFault, DocumentKind } from '../../../../workflows/domain/documents'
import { detail, joinDetails } from '../../../../workflows/domain/faultDetails'
import { bareCopy } from '../jpeg/bareCopy'
import { isColourProfile } from '../jpeg/colourProfile'
import { damageOf } from '../pictures/imageLibrary'
import { addForeignContent } from './besidePicture'
import { FaultList } from './faultList'
import { fileTypeOf } from './fileType'
import { addBrokenStructure, addRareCoding, addTooManyScans, sizeText } from './jpegFaults'
import { readJpeg } from './jpegReading'
import type { JpegReading } from './jpegReading'
import { hasRefusal } from './readUpload'

/** All faults of a stored picture; empty for one that intake stored. */
export async function verifyPicture(bytes: Buffer): Promise<DocumentFault[]> {
  const faults = new FaultList()
  await addStoredFaults('receipt', bytes, faults)
  return faults.sorted()
}

/**
 * Adds what no stored picture may have: another type, more bytes than its kind allows, a rare
 * coding, damage, or anything besides the picture.
 * @returns what the file says about its picture; null if it is no JPEG
 */
export async function addStoredFaults(
  kind: DocumentKind,
  bytes: Buffer,
  faults: FaultList,
): Promise<JpegReading | null> {
  const { maxBytes, formats } = DOCUMENT_RULES[kind]
  if (bytes.length === 0) {
    faults.add('empty', '0', '1')
    return null
  }
  if (bytes.length > maxBytes) faults.add('tooLarge', String(bytes.length), String(maxBytes))
  const type = fileTypeOf(bytes)
  if (type !== 'jpeg') {
    faults.add('wrongType', type, joinDetails(formats))
    return null
  }
  const jpeg = readJpeg(bytes)
  addBrokenStructure(jpeg, faults)
  addTooManyScans(jpeg, faults)
  addRareCoding(jpeg, faults)
  addForeignContent(bytes, jpeg.anatomy, faults)
  if (jpeg.anatomy.segments.some((segment) => isColourProfile(bytes, segment)))
    faults.add('foreignContent', detail('otherProfile'), 'JPEG')
  await addDamage(jpeg, faults)
  return jpeg
}

async function addDamage({ anatomy: { frame }, file }: JpegReading, faults: FaultList) {
  if (frame === null || hasRefusal(faults)) return
  if (frame.width * frame.height > MAX_PIXELS) {
    faults.add('tooManyPixels', sizeText(frame), String(MAX_PIXELS))
    return
  }
  const damage = await damageOf(bareCopy(file), frame)
  if (damage !== null) faults.add('damaged', damage, 'JPEG')
}
