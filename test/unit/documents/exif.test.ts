import { readExif } from '../../../services/shared/documents/jpeg/exif'
import { tiff } from '../../support/jpegBuilder'

describe('EXIF', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'S37 D10 orientation %i is read in both byte orders',
    (orientation) => {
      expect(readExif(tiff({ orientation }))).toMatchObject({ orientation })
      expect(readExif(tiff({ orientation, bigEndian: true }))).toMatchObject({ orientation })
    },
  )

  it('D10 an invalid orientation counts as upright', () => {
    expect(readExif(tiff({ orientation: 0 }))).toMatchObject({ orientation: 1 })
    expect(readExif(tiff({ orientation: 9 }))).toMatchObject({ orientation: 1 })
  })

  it('D10 a directory that points outside the block, or is cut off, gives no values and no error', () => {
    const whole = tiff({ orientation: 6, x: [300, 1], y: [300, 1], unit: 2 })
    for (let length = 0; length < whole.length; length += 1) {
      const cut = whole.subarray(0, length)
      expect(() => readExif(cut)).not.toThrow()
    }
    const outside = Buffer.from(whole)
    outside.writeUInt32LE(0xfffffff0, 4)
    expect(readExif(outside)).toEqual({ orientation: 1, x: null, y: null, unit: 2 })
    expect(readExif(Buffer.from('no TIFF at all'))).toBeNull()
  })
})
