/**
 * What becomes of a picture that is uploaded as a receipt or a letter (S40, D11, D13): a JPEG that
 * fits is taken, anything else is offered as a JPEG that fits.
 */
import { DOCUMENT_RULES, MAX_PIXELS, TREATMENTS } from '../../../../workflows/domain/documents'
import { bareCopy } from '../jpeg/bareCopy'
import { damageOf } from '../pictures/imageLibrary'
import { inSize, withLongest, withPixels } from '../pictures/openPicture'
import type { OpenPicture } from '../pictures/openPicture'
import { addForeignContent } from './besidePicture'
import { FaultList } from './faultList'
import type { Judgement, Picture } from './judgement'
import { addRareCoding, sizeText } from './jpegFaults'
import type { JpegReading } from './jpegReading'
import { keptPicture } from './keptPicture'
import { hasRefusal, madeOf, readUpload, refusal } from './readUpload'
import type { Upload } from './readUpload'

const { maxBytes, formats } = DOCUMENT_RULES.receipt
/**
 * What is tried in turn until the copy is small enough. Small print of a page stays readable in all
 * of them. The limit is on pixels in total, since screenshots of receipts are long and narrow.
 */
const ATTEMPTS = [
  { pixels: 12_000_000, quality: 85 },
  { pixels: 12_000_000, quality: 72 },
  { pixels: 8_000_000, quality: 70 },
  { pixels: 5_000_000, quality: 65 },
  { pixels: 3_000_000, quality: 60 },
] as const
/** A JPEG cannot be longer than 65,535 pixels; browsers show less. */
const LONGEST = 16_000

/** Judges the bytes of a file that is no PDF, whatever its name says. */
export async function judgePicture(bytes: Buffer): Promise<Judgement> {
  const faults = new FaultList()
  const upload = await readUpload(bytes, formats, faults)
  if (upload === null || hasRefusal(faults)) return refusal(faults)
  const { jpeg, type, picture } = upload
  if (jpeg === null) {
    faults.add('otherFormat', type, 'jpeg')
    if (bytes.length > maxBytes) faults.add('tooLarge', String(bytes.length), String(maxBytes))
    return offerCopy(upload, faults)
  }
  const bare = bareCopy(jpeg.file, { known: jpeg.anatomy })
  addPaperFaults(bytes, jpeg, bare, picture, faults)
  if (faults.sorted().some(({ code }) => TREATMENTS[code] === 'fixable'))
    return offerCopy(upload, faults)
  const damage = await damageOf(bare, jpeg.anatomy.frame!)
  if (damage !== null) {
    faults.add('damaged', damage, 'JPEG')
    return refusal(faults)
  }
  return { outcome: 'taken', findings: faults.sorted(), copy: keptPicture(bare) }
}

function addPaperFaults(
  bytes: Buffer,
  jpeg: JpegReading,
  bare: Buffer,
  { stated, size }: OpenPicture,
  faults: FaultList,
): void {
  if (bare.length > maxBytes) faults.add('tooLarge', String(bare.length), String(maxBytes))
  if (stated.width * stated.height > MAX_PIXELS)
    faults.add('wrongDimensions', sizeText(stated), sizeText(copySize(size, ATTEMPTS[0].pixels)))
  addRareCoding(jpeg, faults)
  addForeignContent(bytes, jpeg.anatomy, faults)
}

async function offerCopy(upload: Upload, faults: FaultList): Promise<Judgement> {
  const made = await madeOf(upload, formats, faults, () => smallEnough(upload.picture))
  if (made === null) return refusal(faults)
  const copy = keptPicture(made.bytes)
  return { outcome: 'fixable', findings: faults.sorted(), offer: { kind: 'copy', copy } }
}

/** The best copy that may be stored. */
async function smallEnough(picture: OpenPicture): Promise<Picture> {
  for (const { pixels, quality } of ATTEMPTS) {
    const copy = await inSize(picture, copySize(picture.size, pixels), quality)
    if (copy.bytes.length <= maxBytes) return copy
  }
  throw new Error('Three megapixels of any picture fit into the limit')
}

function copySize(size: OpenPicture['size'], pixels: number) {
  return withLongest(withPixels(size, pixels), LONGEST)
}
