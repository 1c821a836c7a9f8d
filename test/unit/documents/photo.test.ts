import sharp from 'sharp'
import { inspectDocument } from '../../../activities/documents/intake/inspectDocument'
import { drawFace } from '../../../deploy/local/demo/faces'
import { withJfif } from '../../../deploy/local/demo/jfif'
import { DOCUMENT_RULES } from '../../../workflows/domain/documents'
import { COM, bareJpeg, rightPhoto, withExif, withFrameBytes, withSegment } from '../../support/jpegBuilder'

async function faultsOf(bytes: Buffer) {
  return (await inspectDocument('photo', bytes)).faults
}
async function codesOf(bytes: Buffer) {
  return (await faultsOf(bytes)).map(({ code }) => code)
}

describe('a photo', () => {
  let photo: Buffer
  beforeAll(async () => {
    photo = await rightPhoto()
  })

  it('S36–S39 passes with 600×800 pixels, 300 dpi, as JPEG of at most 1 MB', async () => {
    expect(await inspectDocument('photo', photo)).toEqual({ faults: [], format: 'jpeg' })
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

  it('S39 D10 is refused from one byte over 1 MB on', async () => {
    const filledUpTo = (size: number) => {
      const full = Array.from({ length: Math.floor((size - photo.length) / 65_537) }, () => 65_533)
      const rest = size - photo.length - full.length * 65_537 - 4
      return [...full, rest].reduce(
        (jpeg, room) => withSegment(jpeg, 0xed, `Photoshop 3.0\0${'x'.repeat(room - 14)}`),
        photo,
      )
    }
    const atLimit = filledUpTo(DOCUMENT_RULES.photo.maxBytes)
    expect(atLimit).toHaveLength(1_048_576)
    expect(await faultsOf(atLimit)).toEqual([])
    expect(await faultsOf(filledUpTo(DOCUMENT_RULES.photo.maxBytes + 1))).toEqual([
      { code: 'tooLarge', measured: '1.00 MB (1048577 B)', required: '≤ 1.00 MB (1048576 B)' },
    ])
  })

  it('S39 is refused when empty', async () => {
    expect(await inspectDocument('photo', Buffer.alloc(0))).toEqual({
      faults: [{ code: 'empty', measured: '0 B', required: '> 0 B' }],
      format: null,
    })
  })

  it('S36 is refused as PNG, WebP, GIF, TIFF, AVIF, SVG or PDF, whatever its name says', async () => {
    const face = sharp(await drawFace(1, 60, 80))
    const files: [string, Buffer][] = [
      ['png', await face.clone().png().toBuffer()],
      ['webp', await face.clone().webp().toBuffer()],
      ['gif', await face.clone().gif().toBuffer()],
      ['tiff', await face.clone().tiff().toBuffer()],
      ['avif', await face.clone().avif().toBuffer()],
      ['svg/html', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['svg/html', Buffer.concat([Buffer.from('<html>'), photo])],
      ['heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')],
      ['bmp', Buffer.from('BM\0\0\0\0', 'latin1')],
      ['zip/docx', Buffer.from('PK\x03\x04', 'latin1')],
      ['doc/xls', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1')],
      ['pdf', Buffer.from('%PDF-1.7')],
      ['?', Buffer.from('just text')],
    ]
    for (const [measured, bytes] of files) {
      expect(await faultsOf(bytes)).toEqual([{ code: 'wrongType', measured, required: 'jpeg' }])
    }
  })

  it('S37 D10 is measured as people see it: on its side only with an EXIF orientation of 5 to 8', async () => {
    const exif = (orientation: number) => ({ orientation, x: [300, 1], y: [300, 1], unit: 2 }) as const
    const [upright, lying] = [await bareJpeg(600, 800), await bareJpeg(800, 600)]
    for (const orientation of [1, 2, 3, 4]) {
      expect(await faultsOf(withExif(upright, exif(orientation)))).toEqual([])
      expect(await codesOf(withExif(lying, exif(orientation)))).toEqual(['wrongDimensions'])
    }
    for (const orientation of [5, 6, 7, 8]) {
      expect(await faultsOf(withExif(lying, exif(orientation)))).toEqual([])
      expect(await faultsOf(withExif(upright, exif(orientation)))).toEqual([
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

  it('S38 D10 is refused with no resolution, and with a wrong one', async () => {
    const bare = await bareJpeg()
    expect(await faultsOf(bare)).toEqual([{ code: 'noDensity', measured: '–', required: '300×300 dpi' }])
    expect(await faultsOf(withJfif(bare, 72))).toEqual([
      { code: 'wrongDensity', measured: '72×72 dpi (JFIF)', required: '300×300 dpi' },
    ])
  })

  it('S36 is refused in print colours', async () => {
    const cmyk = await sharp(await bareJpeg())
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer()
    expect(await faultsOf(withJfif(cmyk, 300))).toEqual([{ code: 'wrongColour', measured: 'CMYK', required: 'RGB' }])
  })

  it('S36 is refused in rare codings: lossless, arithmetic, 12 bit, and with scans without end', async () => {
    const faultIn = async (bytes: Buffer) => (await faultsOf(bytes)).find(({ code }) => code === 'unsupportedCoding')
    expect(await faultIn(withFrameBytes(photo, 0, 0xc3))).toMatchObject({ measured: 'SOF3' })
    expect(await faultIn(withFrameBytes(photo, 0, 0xc9))).toMatchObject({ measured: 'SOF9' })
    expect(await faultIn(withFrameBytes(photo, 3, 12))).toMatchObject({ measured: '12 bit' })
    const scan = photo.subarray(photo.indexOf(Buffer.from([0xff, 0xda])), -2)
    const many = Buffer.concat([photo.subarray(0, -2), ...Array.from({ length: 100 }, () => scan), photo.subarray(-2)])
    expect(await faultsOf(many)).toEqual([
      { code: 'unsupportedCoding', measured: '101 scans', required: '≤ 100 scans' },
    ])
  })

  it('S36 is refused wherever it is cut', async () => {
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      expect(await codesOf(photo.subarray(0, photo.length * share))).toContain('damaged')
    }
    expect(await codesOf(photo.subarray(0, -1))).toEqual(['damaged'])
    expect(await codesOf(photo.subarray(0, -2))).toEqual(['damaged'])
  })

  it('S36 is refused with a hole in its coded data, though it looks whole from outside', async () => {
    const holed = Buffer.from(await drawFace(3))
    // A restart marker where none belongs: the rest of the data is lost, and no length or marker tells.
    holed.set([0xff, 0xd3], holed.length >> 1)
    expect(await faultsOf(withJfif(holed, 300))).toEqual([
      { code: 'damaged', measured: expect.stringMatching(/Corrupt JPEG data/), required: 'JPEG' },
    ])
  })

  it('S36 is refused without a frame, and with a height that only its scan would tell', async () => {
    expect(await faultsOf(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).toMatchObject([
      { code: 'damaged', measured: 'no frame' },
      { code: 'noDensity' },
    ])
    expect(await faultsOf(withFrameBytes(photo, 4, 0, 0))).toMatchObject([
      { code: 'damaged', measured: '600×0' },
      { code: 'wrongDimensions', measured: '600×0' },
    ])
  })

  it('S37 is never decoded when its header claims more pixels than may be', async () => {
    const bomb = withFrameBytes(photo, 4, 0xff, 0xdc, 0xff, 0xdc)
    expect(await faultsOf(bomb)).toEqual([
      { code: 'wrongDimensions', measured: '65500×65500', required: '600×800' },
      { code: 'tooManyPixels', measured: '65500×65500', required: '≤ 50 MP' },
    ])
  })

  it('S36 is refused as a polyglot: a page, document or archive behind, before or inside the picture', async () => {
    const foreign = async (bytes: Buffer) => (await faultsOf(bytes)).map(({ code, measured }) => `${code}: ${measured}`)
    const behind = (text: string) => Buffer.concat([photo, Buffer.from(text, 'latin1')])
    expect(await foreign(behind('<html>'))).toEqual(['foreignContent: 6 B after EOI, HTML'])
    expect(await foreign(behind('%PDF-1.7'))).toEqual(['foreignContent: 8 B after EOI, PDF'])
    expect(await foreign(behind('PK\x03\x04rest'))).toEqual(['foreignContent: 8 B after EOI, ZIP'])
    expect(await foreign(behind('\0'))).toEqual(['foreignContent: 1 B after EOI'])
    expect(await foreign(Buffer.concat([photo, photo]))).toEqual([`foreignContent: ${photo.length} B after EOI`])
    expect(await foreign(withSegment(photo, COM, '<script>alert(1)</script>'))).toEqual(['foreignContent: HTML'])
    expect(await foreign(withSegment(photo, COM, '%PDF-1.4 in a comment'))).toEqual(['foreignContent: PDF'])
    expect(await foreign(withSegment(photo, COM, '\x01\x02binary'))).toEqual(['foreignContent: COM'])
    expect(await foreign(withSegment(photo, COM, 'x'.repeat(257)))).toEqual(['foreignContent: COM'])
    expect(await foreign(withSegment(photo, 0xeb, 'anything'))).toEqual(['foreignContent: APP11'])
    expect(await foreign(withSegment(photo, 0xe1, 'http://ns.adobe.com/xap/1.0/\0<svg onload=x>'))).toEqual([
      'foreignContent: HTML',
    ])
  })

  it('S36 passes with what cameras and editors leave: a colour profile, XMP, Photoshop data, a short comment', async () => {
    const usual: [number, string][] = [
      [0xe2, 'ICC_PROFILE\0\x01\x01'],
      [0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'],
      [0xed, 'Photoshop 3.0\0' + '8BIM'],
      [COM, 'CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90\n'],
    ]
    for (const [marker, content] of usual) expect(await codesOf(withSegment(photo, marker, content))).toEqual([])
  })

  it('S36–S39 all faults are told at once, in the order of their codes', async () => {
    const small = withExif(
      await sharp(await bareJpeg(300, 200))
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer(),
      { orientation: 6 },
    )
    const wrong = Buffer.concat([withSegment(withJfif(small, 96), 0xe9, 'own'), Buffer.alloc(1_048_576)])
    expect(await faultsOf(wrong)).toEqual([
      { code: 'tooLarge', measured: expect.stringMatching(/^1\.0\d MB/), required: '≤ 1.00 MB (1048576 B)' },
      { code: 'wrongDimensions', measured: '200×300', required: '600×800' },
      { code: 'wrongDensity', measured: '96×96 dpi (JFIF)', required: '300×300 dpi' },
      { code: 'wrongColour', measured: 'CMYK', required: 'RGB' },
      { code: 'foreignContent', measured: 'APP9, 1048576 B after EOI', required: 'JPEG' },
    ])
  })

  it('S36 a changed byte anywhere in the file never makes the check itself fail', async () => {
    const small = withJfif(await bareJpeg(60, 80), 300)
    for (let at = 3; at < small.length; at += 7) {
      const changed = Buffer.from(small)
      changed[at] = changed[at]! ^ 0xff
      await expect(inspectDocument('photo', changed)).resolves.toHaveProperty('faults')
    }
  })
})
