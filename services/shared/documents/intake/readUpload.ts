/** Opens an uploaded picture of any kind, and collects what keeps it from being read (D13). */
import { joinDetails } from '../../../../workflows/domain/faultDetails'
import { TREATMENTS } from '../../../../workflows/domain/documents'
import type { DocumentFault, FileFormat } from '../../../../workflows/domain/documents'
import { PictureDamaged } from '../pictures/imageLibrary'
import { openJpeg, openPicture, pictureTypeOf } from '../pictures/openPicture'
import type { OpenPicture, PictureType } from '../pictures/openPicture'
import { FaultList } from './faultList'
import { fileTypeOf } from './fileType'
import type { Judgement } from './judgement'
import { addBrokenStructure, addRareCoding, addTooManyScans, sizeText } from './jpegFaults'
import { readJpeg } from './jpegReading'
import type { JpegReading } from './jpegReading'

export interface Upload {
  type: PictureType
  picture: OpenPicture
  /** Null for a picture of another kind. */
  jpeg: JpegReading | null
}

/**
 * @param formats those that are stored, for the words of a refusal
 * @param faults gets every reason for which the file cannot be read
 * @returns null if the file shows no picture
 */
export async function readUpload(
  bytes: Buffer,
  formats: readonly FileFormat[],
  faults: FaultList,
): Promise<Upload | null> {
  if (bytes.length === 0) {
    faults.add('empty', '0', '1')
    return null
  }
  const fileType = fileTypeOf(bytes)
  const type = pictureTypeOf(fileType)
  const upload = type === null ? null : await opened(bytes, type, faults)
  if (upload === 'damaged') return null
  if (upload === null) {
    faults.add('wrongType', fileType, joinDetails(formats))
    return null
  }
  const { stated, maxPixels } = upload.picture
  if (stated.width * stated.height > maxPixels)
    faults.add('tooManyPixels', sizeText(stated), String(maxPixels))
  return upload
}

async function opened(
  bytes: Buffer,
  type: PictureType,
  faults: FaultList,
): Promise<Upload | 'damaged' | null> {
  if (type === 'jpeg') return openedJpeg(readJpeg(bytes), faults)
  try {
    const picture = await openPicture(bytes, type)
    return picture === null ? null : { type, picture, jpeg: null }
  } catch (error) {
    addDamage(error, faults)
    return 'damaged'
  }
}

function openedJpeg(jpeg: JpegReading, faults: FaultList): Upload | 'damaged' {
  addBrokenStructure(jpeg, faults)
  addTooManyScans(jpeg, faults)
  return jpeg.size === null ? 'damaged' : { type: 'jpeg', picture: openJpeg(jpeg), jpeg }
}

/**
 * Makes something of the decoded picture.
 * @param jpeg null for a picture of another kind
 * @param formats those that are stored, for the words of a refusal
 * @returns null if the picture cannot be decoded in full; `faults` then says why
 */
export async function madeOf<Result>(
  { jpeg }: Upload,
  formats: readonly FileFormat[],
  faults: FaultList,
  make: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await make()
  } catch (error) {
    const rare = new FaultList()
    if (jpeg !== null) addRareCoding(jpeg, rare)
    const [coding] = rare.sorted()
    if (coding === undefined || !(error instanceof PictureDamaged)) addDamage(error, faults)
    else faults.add('wrongType', coding.measured, joinDetails(formats))
    return null
  }
}

/** @throws any error that is not about the file */
function addDamage(error: unknown, faults: FaultList): void {
  if (!(error instanceof PictureDamaged)) throw error
  faults.add('damaged', error.detail, 'JPEG')
}

/** A refusal names only what the person must change; the rest would have been put right. */
export function refusal(faults: FaultList): Judgement {
  return { outcome: 'refused', findings: faults.sorted().filter(isRefused) }
}

export function hasRefusal(faults: FaultList): boolean {
  return faults.sorted().some(isRefused)
}

function isRefused({ code }: DocumentFault): boolean {
  return TREATMENTS[code] === 'refused'
}
