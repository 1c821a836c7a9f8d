import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { bareCopy } from '../../../services/shared/documents/jpeg/bareCopy'
import { densityOf, exifOf } from '../../../services/shared/documents/jpeg/density'
import { verifyDocument } from '../../../services/shared/documents/intake/verifyDocument'
import { segmentName, walkJpeg } from '../../../services/shared/documents/jpeg/jpegMarkers'
import { makeReceipt } from '../../../deploy/demo/drawing/papers'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { COM, bareJpeg, rightPhoto, tiff, withExif, withSegment } from '../../support/jpegBuilder'

const PLACE = '39.9208N 32.8541E'
/** The most that stating orientation and resolution can add to a file. */
const HEADERS = 128

/** Pixels of the upright picture. */
function pixels(jpeg: Buffer): Promise<Buffer> {
  return sharp(jpeg).autoOrient().raw().toBuffer()
}

function segmentsOf(jpeg: Buffer): string[] {
  return walkJpeg(jpeg).segments.map((segment) => segmentName(jpeg, segment))
}

/** EXIF as a phone writes it: the values that the rules read, and private ones. */
function withPrivateData(jpeg: Buffer, facts: Parameters<typeof tiff>[0]): Buffer {
  return withSegment(
    jpeg,
    0xe1,
    Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(facts), Buffer.from(PLACE, 'latin1')]),
  )
}

async function expectSameButBare(
  file: Buffer,
  kind: 'photo' | 'receipt' = 'photo',
): Promise<Buffer> {
  const copy = bareCopy(file)
  expect(await verifyDocument(kind, copy)).toEqual([])
  expect((await pixels(copy)).equals(await pixels(file))).toBe(true)
  expect(copy.includes(PLACE)).toBe(false)
  expect(copy.length).toBeLessThanOrEqual(file.length + HEADERS)
  expect(bareCopy(copy).equals(copy)).toBe(true)
  return copy
}

describe('the copy of a picture that is kept', () => {
  it('D12 has no location, comments, editing notes or thumbnails, and the same pixels', async () => {
    const files = [
      withPrivateData(await rightPhoto(), {}),
      withSegment(await rightPhoto(), COM, PLACE),
      withSegment(await rightPhoto(), 0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${PLACE}</x>`),
      withSegment(await rightPhoto(), 0xe0, `JFXX\0\x10${PLACE}`),
      withSegment(await rightPhoto(), 0xed, `Photoshop 3.0\0${PLACE}`),
    ]
    for (const file of files) {
      expect(file.includes(PLACE)).toBe(true)
      expect(segmentsOf(await expectSameButBare(file))).toEqual(['JFIF'])
    }
  })

  it('D10 is upright for every orientation of the original', async () => {
    for (const [orientation, width, height] of [
      [3, 600, 800],
      [6, 800, 600],
      [8, 800, 600],
    ] as const) {
      const copy = await expectSameButBare(
        withPrivateData(withJfif(await bareJpeg(width, height), 300), { orientation }),
      )
      expect(await sharp(copy).metadata()).toMatchObject({ orientation, density: 300 })
    }
  })

  it.each<[string, (jpeg: Buffer) => Buffer]>([
    ['JFIF in centimetres', (jpeg) => withJfif(jpeg, 118, 118, 'centimetre')],
    [
      'EXIF next to a JFIF with 72',
      (jpeg) => withExif(withJfif(jpeg, 72), { x: [300, 1], y: [300, 1], unit: 2 }),
    ],
    [
      'EXIF alone, slightly off',
      (jpeg) => withExif(jpeg, { x: [299_999, 1_000], y: [300, 1], unit: 2 }),
    ],
    [
      'EXIF alone in centimetres',
      (jpeg) => withExif(jpeg, { x: [11_811, 100], y: [11_811, 100], unit: 3 }),
    ],
    ['EXIF alone without a unit', (jpeg) => withExif(jpeg, { x: [300, 1], y: [300, 1] })],
  ])('S38 states 300 dpi in every header if the file stated it as %s', async (_, made) => {
    const copy = await expectSameButBare(made(await bareJpeg()))
    const { segments } = walkJpeg(copy)
    const exif = exifOf(copy, segments)
    const exact = { x: 300, y: 300, unit: 'inch' }
    expect(densityOf(copy, segments, exif)).toEqual(exact)
    if (segmentsOf(copy).includes('JFIF')) expect(densityOf(copy, segments, null)).toEqual(exact)
  })

  it('keeps how the colours are coded, and drops a profile that viewers do without', async () => {
    const profiled = withJfif(
      await sharp(await bareJpeg())
        .withIccProfile('srgb')
        .jpeg()
        .toBuffer(),
      300,
    )
    expect(segmentsOf(await expectSameButBare(profiled))).toEqual(['JFIF'])

    const density = { x: [300, 1], y: [300, 1], unit: 2 } as const
    const coded = withExif(withSegment(await bareJpeg(), 0xee, 'Adobe\0\x64\0\0\0\0\0'), density)
    expect(segmentsOf(await expectSameButBare(coded))).toEqual(['Exif', 'Adobe'])
  })

  it('keeps only the picture of a receipt photographed with a phone', async () => {
    const shot = Buffer.concat([
      withSegment(withPrivateData(await bareJpeg(), { orientation: 6 }), 0xe2, `MPF\0${PLACE}`),
      await bareJpeg(60, 80),
      Buffer.from(PLACE, 'latin1'),
    ])
    expect(segmentsOf(await expectSameButBare(shot, 'receipt'))).toEqual(['Exif'])
    expect(segmentsOf(await expectSameButBare(await bareJpeg(), 'receipt'))).toEqual([])
    const odd = withExif(withJfif(await bareJpeg(), 96), {
      x: [4_000_000_000, 1],
      y: [1, 4_000_000],
      unit: 2,
    })
    await expectSameButBare(odd, 'receipt')
  })

  it('is not longer than the file and passes intake as well, for every correct sample', async () => {
    const folder = 'deploy/demo/samples'
    const right = readdirSync(folder).filter((name) => /^dogru-.*\.jpg$/.test(name))
    expect(right.length).toBeGreaterThan(1)
    for (const name of right) {
      await expectSameButBare(
        readFileSync(path.join(folder, name)),
        name.includes('fotograf') ? 'photo' : 'receipt',
      )
    }
  })

  it('leaves a PDF unchanged', () => {
    const receipt = makeReceipt(1)
    expect(bareCopy(receipt)).toBe(receipt)
  })
})
