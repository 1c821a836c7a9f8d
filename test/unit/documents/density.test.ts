import {
  densityOf,
  densityText,
  exifOf,
  isPhotoDensity,
  statedDensities,
} from '../../../services/shared/documents/jpeg/density'
import type { Density } from '../../../services/shared/documents/jpeg/density'
import { walkJpeg } from '../../../services/shared/documents/jpeg/jpegMarkers'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { bareJpeg, withExif, withSegment } from '../../support/jpegBuilder'

const DPI = [300, 1] as const

/** Photoshop's record with its resolution resource, in 16.16 fixed-point numbers. */
function photoshopRecord(x: number, y: number): Buffer {
  const record = Buffer.alloc(14 + 6 + 6 + 16)
  record.write('Photoshop 3.0\0' + '8BIM\x03\xed', 'latin1')
  record.writeUInt32BE(16, 22)
  record.writeUInt32BE(x * 65_536, 26)
  record.writeUInt16BE(1, 30)
  record.writeUInt32BE(y * 65_536, 34)
  record.writeUInt16BE(1, 38)
  return record
}

describe('the resolution that a file states (S38, D10)', () => {
  let bare: Buffer
  beforeAll(async () => {
    bare = await bareJpeg(60, 80)
  })

  const stated = (jpeg: Buffer) => {
    const { segments } = walkJpeg(jpeg)
    const density = densityOf(jpeg, segments, exifOf(jpeg, segments))
    if (density === null) return 'none'
    const { x, y, unit } = density
    return `${x}×${y} ${unit === 'inch' ? 'dpi' : '/cm'} ${isPhotoDensity(density) ? 'right' : 'wrong'}`
  }

  const cases: [string, (jpeg: Buffer) => Buffer, string][] = [
    ['JFIF 300 per inch', (jpeg) => withJfif(jpeg, 300), '300×300 dpi right'],
    ['JFIF 299 per inch', (jpeg) => withJfif(jpeg, 299), '299×299 dpi wrong'],
    ['JFIF 118 per cm', (jpeg) => withJfif(jpeg, 118, 118, 'centimetre'), '118×118 /cm right'],
    ['JFIF 117 per cm', (jpeg) => withJfif(jpeg, 117, 117, 'centimetre'), '117×117 /cm wrong'],
    ['JFIF 119 per cm', (jpeg) => withJfif(jpeg, 119, 119, 'centimetre'), '119×119 /cm wrong'],
    ['JFIF 300 per cm', (jpeg) => withJfif(jpeg, 300, 300, 'centimetre'), '300×300 /cm wrong'],
    ['JFIF without a unit, 1:1', (jpeg) => withJfif(jpeg, 1, 1, 'none'), 'none'],
    ['JFIF without a unit, 300:300', (jpeg) => withJfif(jpeg, 300, 300, 'none'), 'none'],
    ['JFIF 0 per inch', (jpeg) => withJfif(jpeg, 0), 'none'],
    ['JFIF 300 horizontal and 72 vertical', (jpeg) => withJfif(jpeg, 300, 72), '300×72 dpi wrong'],
    ['JFIF 72 horizontal and 300 vertical', (jpeg) => withJfif(jpeg, 72, 300), '72×300 dpi wrong'],
    ['JFIF too short', (jpeg) => withSegment(jpeg, 0xe0, 'JFIF\0\x01\x01\x01'), 'none'],
    ['neither JFIF nor EXIF', (jpeg) => jpeg, 'none'],
    [
      'EXIF 300 per inch',
      (jpeg) => withExif(jpeg, { x: DPI, y: DPI, unit: 2 }),
      '300×300 dpi right',
    ],
    [
      'EXIF in the other byte order',
      (jpeg) => withExif(jpeg, { x: DPI, y: DPI, unit: 2, bigEndian: true }),
      '300×300 dpi right',
    ],
    [
      'EXIF 118.11 per cm',
      (jpeg) => withExif(jpeg, { x: [11811, 100], y: [11811, 100], unit: 3 }),
      '118.11×118.11 /cm right',
    ],
    [
      'EXIF 299.999 per inch',
      (jpeg) => withExif(jpeg, { x: [299999, 1000], y: DPI, unit: 2 }),
      '299.999×300 dpi right',
    ],
    [
      'EXIF 299.4 per inch',
      (jpeg) => withExif(jpeg, { x: [2994, 10], y: DPI, unit: 2 }),
      '299.4×300 dpi wrong',
    ],
    ['EXIF 300 without a unit', (jpeg) => withExif(jpeg, { x: DPI, y: DPI }), '300×300 dpi right'],
    [
      'EXIF 300 with the unit "none"',
      (jpeg) => withExif(jpeg, { x: DPI, y: DPI, unit: 1 }),
      'none',
    ],
    ['EXIF horizontal only', (jpeg) => withExif(jpeg, { x: DPI, unit: 2 }), 'none'],
    [
      'EXIF 300 divided by zero',
      (jpeg) => withExif(jpeg, { x: [300, 0], y: [300, 0], unit: 2 }),
      'none',
    ],
    [
      'EXIF 300 horizontal and 72 vertical',
      (jpeg) => withExif(jpeg, { x: DPI, y: [72, 1], unit: 2 }),
      '300×72 dpi wrong',
    ],
    [
      'EXIF 300 against JFIF 72',
      (jpeg) => withExif(withJfif(jpeg, 72), { x: DPI, y: DPI, unit: 2 }),
      '300×300 dpi right',
    ],
    [
      'EXIF 72 against JFIF 300',
      (jpeg) => withExif(withJfif(jpeg, 300), { x: [72, 1], y: [72, 1], unit: 2 }),
      '72×72 dpi wrong',
    ],
    [
      'EXIF without a resolution next to JFIF 300',
      (jpeg) => withExif(withJfif(jpeg, 300), { orientation: 1 }),
      '300×300 dpi right',
    ],
    [
      'only the record of Photoshop, 300',
      (jpeg) => withSegment(jpeg, 0xed, photoshopRecord(300, 300)),
      '300×300 dpi right',
    ],
    [
      'only the record of Photoshop, 300 × 72',
      (jpeg) => withSegment(jpeg, 0xed, photoshopRecord(300, 72)),
      '300×72 dpi wrong',
    ],
    [
      'a record of Photoshop that is cut off',
      (jpeg) => withSegment(jpeg, 0xed, photoshopRecord(300, 300).subarray(0, -8)),
      'none',
    ],
    [
      'EXIF that is not TIFF next to JFIF 300',
      (jpeg) => withSegment(withJfif(jpeg, 300), 0xe1, 'Exif\0\0nonsense'),
      '300×300 dpi right',
    ],
  ]
  it.each(cases)('S38 D10 %s', (_, make, expected) => {
    expect(stated(make(bare))).toBe(expected)
  })

  it('S38 is shown in dots per inch, for any unit that the file uses', () => {
    const text = (density: Density) => densityText([{ header: 'EXIF', density }])
    expect(text({ x: 72, y: 300, unit: 'inch' })).toBe('72×300 dpi')
    expect(text({ x: 118, y: 118, unit: 'centimetre' })).toBe('299.72×299.72 dpi')
  })

  it('S38 is shown for each header where two of them differ', () => {
    const file = withExif(withJfif(bare, 300), { x: [72, 1], y: [72, 1], unit: 2 })
    const { segments } = walkJpeg(file)
    const both = statedDensities(file, segments, exifOf(file, segments))
    expect(densityText(both)).toBe('72×72 dpi (EXIF), 300×300 dpi (JFIF)')
  })
})
