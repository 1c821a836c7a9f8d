import sharp from 'sharp'
import { verifyPhoto } from '../../../services/shared/documents/intake/verifyPhoto'
import { drawFace } from '../../../deploy/demo/drawing/faces'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { bareCopy } from '../../../services/shared/documents/jpeg/bareCopy'
import { DOCUMENT_RULES } from '../../../workflows/domain/documents'
import { bareJpeg, rightPhoto, withExif, withSegment } from '../../support/jpegBuilder'

const faultsOf = verifyPhoto
async function codesOf(bytes: Buffer) {
  return (await faultsOf(bytes)).map(({ code }) => code)
}

describe('a stored photo', () => {
  let photo: Buffer
  beforeAll(async () => {
    photo = await rightPhoto()
  })

  it('S36–S39 passes with 600×800 pixels, 300 dpi, as JPEG of at most 1 MB', async () => {
    expect(await faultsOf(photo)).toEqual([])
  })

  it('S36 passes in every coding that card printers read: progressive, grey, 4:4:4', async () => {
    const bare = await bareJpeg()
    const codings = [
      await bareJpeg(600, 800, { progressive: true }),
      await bareJpeg(600, 800, { chromaSubsampling: '4:4:4', quality: 99 }),
      await sharp(bare).toColourspace('b-w').jpeg().toBuffer(),
    ]
    for (const coding of codings) expect(await faultsOf(withJfif(coding, 300))).toEqual([])
  })

  it('S39 D10 is refused above 1 MB, by one byte', async () => {
    // Any number of FF may precede a marker.
    const filledUpTo = (size: number) =>
      Buffer.concat([
        photo.subarray(0, 2),
        Buffer.alloc(size - photo.length, 0xff),
        photo.subarray(2),
      ])
    const atLimit = filledUpTo(DOCUMENT_RULES.photo.maxBytes)
    expect(atLimit).toHaveLength(1_048_576)
    expect(await faultsOf(atLimit)).toEqual([])
    expect(await faultsOf(filledUpTo(DOCUMENT_RULES.photo.maxBytes + 1))).toEqual([
      { code: 'tooLarge', measured: '1048577', required: '1048576' },
    ])
  })

  it('S39 is refused when empty', async () => {
    expect(await faultsOf(Buffer.alloc(0))).toEqual([
      { code: 'empty', measured: '0', required: '1' },
    ])
  })

  it('S36 is refused as PNG, WebP, GIF, TIFF, AVIF, SVG or PDF, with any file name', async () => {
    const face = sharp(await drawFace(1, 60, 80))
    const files: [string, Buffer][] = [
      ['png', await face.clone().png().toBuffer()],
      ['webp', await face.clone().webp().toBuffer()],
      ['gif', await face.clone().gif().toBuffer()],
      ['tiff', await face.clone().tiff().toBuffer()],
      ['avif', await face.clone().avif().toBuffer()],
      ['html', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['html', Buffer.concat([Buffer.from('<html>'), photo])],
      ['heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')],
      ['bmp', Buffer.from('BM\0\0\0\0', 'latin1')],
      ['zip', Buffer.from('PK\x03\x04', 'latin1')],
      ['docx', Buffer.from('PK\x03\x04…word/document.xml', 'latin1')],
      ['office97', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1')],
      ['pdf', Buffer.from('%PDF-1.7')],
      ['unknownType', Buffer.from('just text')],
    ]
    for (const [measured, bytes] of files) {
      expect(await faultsOf(bytes)).toEqual([{ code: 'wrongType', measured, required: 'jpeg' }])
    }
  })

  it('S37 D10 is measured as seen: turned only with an EXIF orientation of 5 to 8', async () => {
    const exif = (orientation: number) =>
      ({ orientation, x: [300, 1], y: [300, 1], unit: 2 }) as const
    const [upright, lying] = [await bareJpeg(600, 800), await bareJpeg(800, 600)]
    for (const orientation of [1, 2, 3, 4]) {
      expect(await faultsOf(bareCopy(withExif(upright, exif(orientation))))).toEqual([])
      expect(await codesOf(bareCopy(withExif(lying, exif(orientation))))).toEqual([
        'wrongDimensions',
      ])
    }
    for (const orientation of [5, 6, 7, 8]) {
      expect(await faultsOf(bareCopy(withExif(lying, exif(orientation))))).toEqual([])
      expect(await faultsOf(bareCopy(withExif(upright, exif(orientation))))).toEqual([
        { code: 'wrongDimensions', measured: '800×600', required: '600×800' },
      ])
    }
  })

  it('S37 is refused one pixel off', async () => {
    for (const [width, height] of [
      [599, 800],
      [601, 800],
      [600, 799],
      [600, 801],
    ] as const) {
      expect(await faultsOf(withJfif(await bareJpeg(width, height), 300))).toEqual([
        { code: 'wrongDimensions', measured: `${width}×${height}`, required: '600×800' },
      ])
    }
  })

  it('S38 D10 is refused without a resolution, and with a wrong one', async () => {
    const bare = await bareJpeg()
    expect(await faultsOf(bare)).toEqual([
      { code: 'noDensity', measured: 'notStated', required: '300 dpi' },
    ])
    expect(await faultsOf(withJfif(bare, 72))).toEqual([
      { code: 'wrongDensity', measured: '72×72 dpi', required: '300 dpi' },
    ])
  })

  it('S36 is refused in print colours', async () => {
    const cmyk = await sharp(await bareJpeg())
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer()
    expect(await faultsOf(withJfif(cmyk, 300))).toEqual([
      { code: 'wrongColour', measured: 'cmyk', required: 'rgbOrGrey' },
    ])
  })

  it('S36–S39 gets all its faults reported at once, in the order of their codes', async () => {
    const small = withExif(
      await sharp(await bareJpeg(300, 200))
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer(),
      { orientation: 6 },
    )
    const wrong = Buffer.concat([
      withSegment(withJfif(small, 96), 0xe9, 'own'),
      Buffer.alloc(1_048_576),
    ])
    expect(await faultsOf(wrong)).toEqual([
      { code: 'tooLarge', measured: String(wrong.length), required: '1048576' },
      { code: 'wrongDimensions', measured: '200×300', required: '600×800' },
      { code: 'wrongDensity', measured: '96×96 dpi', required: '300 dpi' },
      { code: 'wrongColour', measured: 'cmyk', required: 'rgbOrGrey' },
      {
        code: 'foreignContent',
        measured: 'segment:9, segment:1, behindEnd:1048576',
        required: 'JPEG',
      },
    ])
  })
})
