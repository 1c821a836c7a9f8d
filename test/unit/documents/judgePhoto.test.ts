import { encode } from 'bmp-ts'
import sharp from 'sharp'
import { drawFace, makeFace } from '../../../deploy/demo/drawing/faces'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import type { Judgement } from '../../../services/shared/documents/intake/judgement'
import { judgePhoto } from '../../../services/shared/documents/intake/judgePhoto'
import { verifyPhoto } from '../../../services/shared/documents/intake/verifyPhoto'
import { treatmentOf } from '../../../workflows/domain/documents'
import {
  bareJpeg,
  COM,
  rightPhoto,
  withExif,
  withFrameBytes,
  withSegment,
} from '../../support/jpegBuilder'

const codesOf = ({ findings }: Judgement) => findings.map(({ code }) => code)
const pixelsOf = (bytes: Buffer) => sharp(bytes).raw().toBuffer()

/** The copy that is kept: at once, or after the question about the resolution. */
function copyOf(judgement: Judgement): Buffer {
  if (judgement.outcome === 'taken') return judgement.copy.bytes
  if (judgement.outcome === 'fixable' && judgement.offer.kind === 'copy')
    return judgement.offer.copy.bytes
  throw new Error(`no copy: ${JSON.stringify(judgement.findings)}`)
}

function expectFrame(judgement: Judgement, width: number, height: number): void {
  expect(judgement).toMatchObject({
    outcome: 'fixable',
    offer: { kind: 'frame', size: { width, height } },
  })
}

let photo: Buffer
beforeAll(async () => {
  photo = await rightPhoto()
})

describe('a photo that keeps every rule', () => {
  it('S36 S37 S38 S39 is taken, in every coding that card printers read', async () => {
    const codings = [
      await bareJpeg(),
      await bareJpeg(600, 800, { progressive: true }),
      await bareJpeg(600, 800, { chromaSubsampling: '4:4:4', quality: 99 }),
      await sharp(await bareJpeg())
        .toColourspace('b-w')
        .jpeg()
        .toBuffer(),
    ]
    for (const coding of codings) {
      const judgement = await judgePhoto(withJfif(coding, 300))
      expect(judgement).toMatchObject({ outcome: 'taken', findings: [] })
      expect(await verifyPhoto(copyOf(judgement))).toEqual([])
    }
  })

  it('S37 D10 is measured upright', async () => {
    const lying = withExif(await bareJpeg(800, 600), { orientation: 6, x: [300, 1], y: [300, 1] })
    const judgement = await judgePhoto(lying)
    expect(judgement).toMatchObject({
      outcome: 'taken',
      copy: { measured: { format: 'jpeg', width: 600, height: 800, dpi: { x: 300, y: 300 } } },
    })
    expect(await verifyPhoto(copyOf(judgement))).toEqual([])
  })

  const besides: [string, (jpeg: Buffer) => Buffer][] = [
    ['a Turkish comment', (jpeg) => withSegment(jpeg, COM, 'Fotoðraf stüdyosu')],
    ['a web page in a comment', (jpeg) => withSegment(jpeg, COM, '<html><script>1</script>')],
    ['content credentials', (jpeg) => withSegment(jpeg, 0xeb, 'JP\0\0jumb')],
    ['XMP', (jpeg) => withSegment(jpeg, 0xe1, 'http://ns.adobe.com/xap/1.0/\0<x/>')],
    ['a list of further pictures', (jpeg) => withSegment(jpeg, 0xe2, 'MPF\0II*\0')],
    [
      'a long segment in the name of Adobe',
      (jpeg) => withSegment(jpeg, 0xee, `Adobe\0${'<svg '.repeat(9)}`),
    ],
    ['zeros after its end', (jpeg) => Buffer.concat([jpeg, Buffer.alloc(488)])],
    ['a second picture after its end', (jpeg) => Buffer.concat([jpeg, jpeg])],
    ["a phone's data after its end", (jpeg) => Buffer.concat([jpeg, Buffer.from('SEFHSEFT')])],
    ['an archive after its end', (jpeg) => Buffer.concat([jpeg, Buffer.from('PK\x03\x04')])],
  ]
  it.each(besides)('D13 is taken without %s', async (_, added) => {
    const judgement = await judgePhoto(added(photo))
    expect(judgement.outcome).toBe('taken')
    expect(codesOf(judgement)).toEqual(['foreignContent'])
    expect(copyOf(judgement).equals(copyOf(await judgePhoto(photo)))).toBe(true)
    expect((await verifyPhoto(added(photo))).map(({ code }) => code)).toContain('foreignContent')
  })

  it('D13 is taken with the scan header of Samsung phones, as a usual picture of the same pixels', async () => {
    const odd = Buffer.from(photo)
    const scan = odd.indexOf(Buffer.from([0xff, 0xda]))
    odd.fill(0, scan + 2 + odd.readUInt16BE(scan + 2) - 3, scan + 2 + odd.readUInt16BE(scan + 2))
    await expect(sharp(odd, { failOn: 'warning' }).raw().toBuffer()).rejects.toThrow('SOS')
    const judgement = await judgePhoto(odd)
    expect(judgement).toMatchObject({ outcome: 'taken', findings: [] })
    expect((await pixelsOf(copyOf(judgement))).equals(await pixelsOf(photo))).toBe(true)
    await sharp(copyOf(judgement), { failOn: 'warning' }).raw().toBuffer()
  })
})

describe('a photo of which only the resolution is wrong', () => {
  it('S38 D13 is offered with 300 dpi, and no pixel changes', async () => {
    for (const wrong of [
      await bareJpeg(),
      withJfif(await bareJpeg(), 72),
      withJfif(await bareJpeg(), 300, 72),
      withExif(await bareJpeg(800, 600), { orientation: 8, x: [72, 1], y: [72, 1] }),
    ]) {
      const judgement = await judgePhoto(wrong)
      expect(judgement).toMatchObject({ outcome: 'fixable', offer: { kind: 'copy' } })
      expect(['noDensity', 'wrongDensity']).toContain(codesOf(judgement)[0])
      expect(await verifyPhoto(copyOf(judgement))).toEqual([])
      expect((await pixelsOf(copyOf(judgement))).equals(await pixelsOf(wrong))).toBe(true)
    }
  })
})

describe('any other picture', () => {
  it('S24 D13 is offered to be cut out of, whatever kind of picture it is', async () => {
    const face = await drawFace(2, 900, 1300)
    const kinds = {
      png: await sharp(face).png().toBuffer(),
      webp: await sharp(face).webp().toBuffer(),
      avif: await sharp(face).avif({ effort: 0 }).toBuffer(),
      tiff: await sharp(face).tiff().toBuffer(),
      gif: await sharp(face).gif({ effort: 1 }).toBuffer(),
      bmp: await bitmapOf(face),
    }
    for (const [kind, bytes] of Object.entries(kinds)) {
      const judgement = await judgePhoto(bytes)
      expectFrame(judgement, 900, 1300)
      expect(judgement.findings.filter(({ code }) => code !== 'tooLarge')).toEqual([
        { code: 'otherFormat', measured: kind, required: 'jpeg' },
        { code: 'wrongDimensions', measured: '900×1300', required: '600×800' },
        kind === 'png'
          ? { code: 'wrongDensity', measured: '72×72 dpi', required: '300 dpi' }
          : { code: 'noDensity', measured: 'notStated', required: '300 dpi' },
      ])
    }
  })

  it('S38 S39 D13 names the resolution that another kind of picture states, and a size above 1 MB', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const
    const large = sharp({
      create: { width: 900, height: 1200, channels: 3, background: 'red', noise },
    })
    const png = await large.withMetadata({ density: 96 }).png().toBuffer()
    const findings = new Map(
      (await judgePhoto(png)).findings.map(({ code, measured }) => [code, measured]),
    )
    expect(findings.get('wrongDensity')).toBe('96×96 dpi')
    expect(findings.get('tooLarge')).toBe(String(png.length))
    const stated = await bitmapOf(await drawFace(2, 900, 1300))
    stated.writeInt32LE(11_811, 38)
    expect(codesOf(await judgePhoto(stated))).toEqual([
      'tooLarge',
      'otherFormat',
      'wrongDimensions',
    ])
  })

  it('S37 S38 D13 is offered with everything that will change, all at once', async () => {
    const cmyk = await sharp(await drawFace(2, 900, 1300))
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer()
    const judgement = await judgePhoto(withJfif(cmyk, 72))
    expectFrame(judgement, 900, 1300)
    expect(codesOf(judgement)).toEqual(['wrongDimensions', 'wrongDensity', 'wrongColour'])
  })

  it('S39 D10 is offered when the picture alone is larger than 1 MB, not for what is dropped anyway', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const
    const coarse = await sharp({
      create: { width: 600, height: 800, channels: 3, background: 'red', noise },
    })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer()
    const judgement = await judgePhoto(withJfif(coarse, 300))
    expectFrame(judgement, 600, 800)
    expect(codesOf(judgement)).toEqual(['tooLarge'])
    const padded = Buffer.concat([photo, Buffer.alloc(2_000_000)])
    expect((await judgePhoto(padded)).outcome).toBe('taken')
  })

  it('D13 is read at a fraction of its size above 50 megapixels, if it is a JPEG', async () => {
    const large = sharp({ create: { width: 8000, height: 7000, channels: 3, background: '#999' } })
    expectFrame(await judgePhoto(await large.clone().jpeg().toBuffer()), 4000, 3500)
    for (const other of [
      await large.clone().png().toBuffer(),
      await large.clone().jpeg({ progressive: true }).toBuffer(),
    ])
      expect(codesOf(await judgePhoto(other))).toEqual(['tooManyPixels'])
  })
})

describe('a file that only the person can put right', () => {
  it.each([
    ['empty', Buffer.alloc(0), ['empty']],
    ['a PDF', Buffer.from('%PDF-1.7'), ['wrongType']],
    [
      'an SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"/>'),
      ['wrongType'],
    ],
    ['a photo in HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), ['wrongType']],
    ['a film', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'), ['wrongType']],
    ['cut off in its header', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ['damaged']],
    [
      'a bitmap without pixels',
      Buffer.from(`BM${'\0'.repeat(26)}\x18${'\0'.repeat(40)}`, 'latin1'),
      ['damaged'],
    ],
  ])('D13 is refused: %s', async (_, bytes, codes) => {
    const judgement = await judgePhoto(bytes)
    expect(judgement.outcome).toBe('refused')
    expect(codesOf(judgement)).toEqual(codes)
  })

  it('D13 is refused when it is truncated or has flipped bits, in every kind of picture', async () => {
    const face = await drawFace(2, 900, 1300)
    const kinds = [
      face,
      withJfif(await drawFace(2), 300),
      await sharp(face).png().toBuffer(),
      await sharp(face).webp().toBuffer(),
      await sharp(face).tiff({ compression: 'lzw' }).toBuffer(),
      await sharp(face).gif({ effort: 1 }).toBuffer(),
      await bitmapOf(face),
    ]
    for (const whole of kinds) {
      const judgement = await judgePhoto(whole.subarray(0, Math.floor(whole.length * 0.7)))
      expect(judgement.outcome).toBe('refused')
      expect(codesOf(judgement)).toEqual(['damaged'])
    }
    for (const whole of kinds.slice(0, 3)) {
      const flipped = Buffer.from(whole)
      for (let at = whole.length >> 1; at < (whole.length >> 1) + 300; at += 7) flipped[at]! ^= 0x55
      expect(codesOf(await judgePhoto(flipped))).toContain('damaged')
    }
  })

  it('S37 D13 is refused with fewer pixels than the card needs, and is never scaled up', async () => {
    const small = await judgePhoto(await drawFace(2, 480, 640))
    expect(small).toEqual({
      outcome: 'refused',
      findings: [{ code: 'tooFewPixels', measured: '480×640', required: '600×800' }],
    })
  })

  it('D13 lists at once everything that only the person can change', async () => {
    const half = (await drawFace(2, 300, 400)).subarray(0, 5_000)
    expect(codesOf(await judgePhoto(half))).toEqual(['damaged', 'tooFewPixels'])
  })

  it('D13 is refused by its type in a coding that cannot be read here, and for too many passes', async () => {
    const lossless = withFrameBytes(await drawFace(2, 900, 1300), 0, 0xc3)
    expect(await judgePhoto(lossless)).toMatchObject({
      outcome: 'refused',
      findings: [{ code: 'wrongType', measured: 'coding:3' }],
    })
    const at = photo.indexOf(Buffer.from([0xff, 0xda]))
    const scan = photo.subarray(at, -2)
    const manyScans = Buffer.concat([
      photo.subarray(0, at),
      ...Array<Buffer>(101).fill(scan),
      photo.subarray(-2),
    ])
    expect(codesOf(await judgePhoto(manyScans))).toEqual(['tooCostly'])
  })

  it('D13 always has a finding that the table of treatments refuses', async () => {
    for (const bytes of [Buffer.alloc(0), await drawFace(2, 90, 130), photo.subarray(0, 900)]) {
      const { outcome, findings } = await judgePhoto(bytes)
      expect(outcome).toBe(treatmentOf(findings))
    }
  })
})

describe('the check of a stored photo', () => {
  it('S36 S37 S38 S39 finds every rule that an object swapped in the store breaks', async () => {
    const swapped: [Buffer, string][] = [
      [Buffer.alloc(0), 'empty'],
      [await sharp(photo).png().toBuffer(), 'wrongType'],
      [withJfif(await bareJpeg(300, 400), 300), 'wrongDimensions'],
      [withJfif(await bareJpeg(), 72), 'wrongDensity'],
      [await bareJpeg(), 'noDensity'],
      [photo.subarray(0, -2), 'damaged'],
      [withFrameBytes(photo, 0, 0xc9), 'unsupportedCoding'],
      [Buffer.concat([photo, Buffer.alloc(1_048_576)]), 'tooLarge'],
      [withExif(photo, { x: [300, 1], y: [300, 1], unit: 2 }), 'foreignContent'],
    ]
    for (const [bytes, code] of swapped)
      expect((await verifyPhoto(bytes)).map((fault) => fault.code)).toContain(code)
  })

  it('S38 passes a copy of earlier versions, whose EXIF states no unit', async () => {
    const earlier = withExif(await bareJpeg(), { x: [300, 1], y: [300, 1], bigEndian: true })
    expect(await verifyPhoto(earlier)).toEqual([])
    expect(await verifyPhoto(await makeFace(1))).toEqual([])
  })
})

/** The same picture as an uncompressed BMP of 24 bits. */
async function bitmapOf(jpeg: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const reversed = Buffer.from(data).swap32()
  const { width, height } = info
  return Buffer.from(encode({ data: reversed, width, height, bitPP: 24 }).data)
}
