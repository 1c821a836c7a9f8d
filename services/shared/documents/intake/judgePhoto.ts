/**
 * What becomes of a file that is uploaded as the photo of a card (S36–S39, D10, D13): taken as it
 * is, offered in the form that the card needs, or refused.
 */
import {
  DOCUMENT_RULES,
  PHOTO_DPI,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
  TREATMENTS,
} from '../../../../workflows/domain/documents'
import type { DocumentFault, DocumentFaultCode } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import { largestWidth } from '../../../../workflows/domain/photoFrame'
import { bareCopy } from '../jpeg/bareCopy'
import type { Density } from '../jpeg/density'
import { damageOf } from '../pictures/imageLibrary'
import { inSize, withLongest } from '../pictures/openPicture'
import { addForeignContent } from './besidePicture'
import { FaultList } from './faultList'
import type { Judgement } from './judgement'
import { addRareCoding, addWrongColours, addWrongDensity, addWrongDimensions } from './jpegFaults'
import { sizeText } from './jpegFaults'
import { measuredOf } from './jpegReading'
import type { JpegReading } from './jpegReading'
import { keptPicture } from './keptPicture'
import { hasRefusal, madeOf, readUpload, refusal } from './readUpload'
import type { Upload } from './readUpload'

const { maxBytes, formats } = DOCUMENT_RULES.photo
const CARD_DENSITY: Density = { x: PHOTO_DPI, y: PHOTO_DPI, unit: 'inch' }
const CARD_SIZE = sizeText({ width: PHOTO_WIDTH, height: PHOTO_HEIGHT })
const ABOUT_DENSITY: readonly DocumentFaultCode[] = ['noDensity', 'wrongDensity']
/** The picture on the page: sharp on a laptop, a few hundred kilobytes. */
const LONGEST_ON_SCREEN = 1280
const QUALITY_ON_SCREEN = 82

/** Judges the bytes of a file, whatever its name says. */
export async function judgePhoto(bytes: Buffer): Promise<Judgement> {
  const faults = new FaultList()
  const upload = await readUpload(bytes, formats, faults)
  if (upload === null) return refusal(faults)
  const { picture, jpeg, type } = upload
  if (largestWidth(picture.size) === 0)
    faults.add('tooFewPixels', sizeText(picture.stated), CARD_SIZE)
  if (hasRefusal(faults)) return refusal(faults)

  if (jpeg === null) {
    faults.add('otherFormat', type, 'jpeg')
    if (bytes.length > maxBytes) faults.add('tooLarge', String(bytes.length), String(maxBytes))
    addOtherDensity(picture.dpi, faults)
    if (sizeText(picture.stated) !== CARD_SIZE)
      faults.add('wrongDimensions', sizeText(picture.stated), CARD_SIZE)
    return offerFrame(upload, faults)
  }
  const bare = bareCopy(jpeg.file, { known: jpeg.anatomy })
  addPhotoFaults(bytes, jpeg, bare, faults)
  const changes = faults.sorted().filter(({ code }) => TREATMENTS[code] === 'fixable')
  if (!changes.every(isAboutDensity)) return offerFrame(upload, faults)
  const damage = await damageOf(bare, jpeg.anatomy.frame!)
  if (damage !== null) {
    faults.add('damaged', damage, 'JPEG')
    return refusal(faults)
  }
  const findings = faults.sorted()
  if (changes.length === 0) {
    const copy = { bytes: bare, measured: measuredOf(jpeg), pages: [] }
    return { outcome: 'taken', findings, copy }
  }
  const copy = keptPicture(bareCopy(jpeg.file, { known: jpeg.anatomy, stated: CARD_DENSITY }))
  return { outcome: 'fixable', findings, offer: { kind: 'copy', copy } }
}

/** What a sound JPEG of enough pixels may still have wrong; all of it can be put right. */
function addPhotoFaults(bytes: Buffer, jpeg: JpegReading, bare: Buffer, faults: FaultList): void {
  if (bare.length > maxBytes) faults.add('tooLarge', String(bare.length), String(maxBytes))
  addRareCoding(jpeg, faults)
  addForeignContent(bytes, jpeg.anatomy, faults)
  addWrongDensity(jpeg, faults)
  addWrongColours(jpeg, faults)
  addWrongDimensions(jpeg, faults)
}

/** The resolution of a picture that is no JPEG; the card's is always stated in the copy. */
function addOtherDensity(dpi: number | null, faults: FaultList): void {
  if (dpi === null) faults.add('noDensity', detail('notStated'), `${PHOTO_DPI} dpi`)
  else if (dpi !== PHOTO_DPI) faults.add('wrongDensity', `${dpi}×${dpi} dpi`, `${PHOTO_DPI} dpi`)
}

function isAboutDensity({ code }: DocumentFault): boolean {
  return ABOUT_DENSITY.includes(code)
}

async function offerFrame(upload: Upload, faults: FaultList): Promise<Judgement> {
  const { picture } = upload
  const onScreen = withLongest(picture.size, LONGEST_ON_SCREEN)
  const upright = await madeOf(upload, formats, faults, () =>
    inSize(picture, onScreen, QUALITY_ON_SCREEN),
  )
  if (upright === null) return refusal(faults)
  const offer = { kind: 'frame', size: picture.size, upright } as const
  return { outcome: 'fixable', findings: faults.sorted(), offer }
}
