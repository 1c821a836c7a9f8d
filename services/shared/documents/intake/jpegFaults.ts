/** The rules for the structure, coding, colours and resolution of a JPEG, one function each. */
import { PHOTO_DPI, PHOTO_HEIGHT, PHOTO_WIDTH } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import { densityText, isPhotoDensity } from '../jpeg/density'
import { MAX_SEGMENTS } from '../jpeg/jpegMarkers'
import type { FaultList } from './faultList'
import type { JpegReading } from './jpegReading'

/** Baseline, extended and progressive Huffman coding: readable by every viewer and card printer. */
const READABLE_CODINGS = [0xc0, 0xc1, 0xc2]
/** Usual files have about ten; each scan costs a full pass over the picture. */
const MAX_SCANS = 100

/** Adds what is wrong with the structure. Without such a fault the file has a frame with pixels. */
export function addBrokenStructure({ anatomy }: JpegReading, faults: FaultList): void {
  const damaged = (what: string) => faults.add('damaged', what, 'JPEG')
  const { broken, frame } = anatomy
  if (broken?.what === 'tooManySegments')
    faults.add(
      'tooCostly',
      detail('segments', MAX_SEGMENTS + 1),
      detail('maxSegments', MAX_SEGMENTS),
    )
  else if (broken !== null)
    damaged(detail(broken.what === 'noEnd' ? 'noEnd' : 'brokenStructure', broken.at))
  else if (frame === null) damaged(detail('noFrame'))
  if (frame !== null && frame.width * frame.height === 0) damaged(detail('noPixels'))
}

/** Adds a coding that not every viewer and card printer reads. */
export function addRareCoding({ anatomy: { frame } }: JpegReading, faults: FaultList): void {
  if (frame === null) return
  if (!READABLE_CODINGS.includes(frame.sof))
    faults.add('unsupportedCoding', detail('coding', frame.sof - 0xc0), detail('usualCoding'))
  if (frame.precision !== 8)
    faults.add('unsupportedCoding', detail('bits', frame.precision), detail('bits', 8))
}

/** Adds more passes over the picture than a file may cost. */
export function addTooManyScans({ anatomy: { scans } }: JpegReading, faults: FaultList): void {
  if (scans > MAX_SCANS)
    faults.add('tooCostly', detail('scans', scans), detail('maxScans', MAX_SCANS))
}

/** Adds colours other than RGB and grey. */
export function addWrongColours(jpeg: JpegReading, faults: FaultList): void {
  const components = jpeg.anatomy.frame?.components ?? 1
  if (components === 1) return
  if (components === 3) {
    if (jpeg.needsItsProfile) faults.add('wrongColour', detail('otherProfile'), detail('rgbOrGrey'))
    return
  }
  faults.add(
    'wrongColour',
    components === 4 ? detail('cmyk') : detail('channels', components),
    detail('rgbOrGrey'),
  )
}

/** Adds a resolution that is not stated, or is not that of the card (S38, D10). */
export function addWrongDensity({ stated }: JpegReading, faults: FaultList): void {
  const required = `${PHOTO_DPI} dpi`
  const [first] = stated
  if (first === undefined) faults.add('noDensity', detail('notStated'), required)
  else if (!isPhotoDensity(first.density)) faults.add('wrongDensity', densityText(stated), required)
}

/** Adds pixels other than those of the card, measured upright (S37, D10). */
export function addWrongDimensions({ size }: JpegReading, faults: FaultList): void {
  if (size === null || (size.width === PHOTO_WIDTH && size.height === PHOTO_HEIGHT)) return
  faults.add('wrongDimensions', sizeText(size), sizeText(PHOTO_SIZE))
}

const PHOTO_SIZE = { width: PHOTO_WIDTH, height: PHOTO_HEIGHT }

/** Such as `600×800`. */
export function sizeText({ width, height }: { width: number; height: number }): string {
  return `${width}×${height}`
}
