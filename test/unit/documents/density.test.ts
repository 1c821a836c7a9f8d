import {
  densityOf,
  densityText,
  exifOf,
  isPhotoDensity,
} from '../../../services/shared/documents/jpeg/density'
import { walkJpeg } from '../../../services/shared/documents/jpeg/jpegMarkers'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { bareJpeg, withExif, withSegment } from '../../support/jpegBuilder'

const DPI = [300, 1] as const

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
      'EXIF that is not TIFF next to JFIF 300',
      (jpeg) => withSegment(withJfif(jpeg, 300), 0xe1, 'Exif\0\0nonsense'),
      '300×300 dpi right',
    ],
  ]
  it.each(cases)('S38 D10 %s', (_, make, expected) => {
    expect(stated(make(bare))).toBe(expected)
  })

  it('S38 is shown in dots per inch, whatever unit the file uses', () => {
    expect(densityText({ x: 72, y: 300, unit: 'inch' })).toBe('72×300 dpi')
    expect(densityText({ x: 118, y: 118, unit: 'centimetre' })).toBe('299.72×299.72 dpi')
  })
})
