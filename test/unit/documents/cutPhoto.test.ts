import sharp from 'sharp'
import { drawFace } from '../../../deploy/demo/drawing/faces'
import { exifOf } from '../../../services/shared/documents/jpeg/density'
import { walkJpeg } from '../../../services/shared/documents/jpeg/jpegMarkers'
import { verifyPhoto } from '../../../services/shared/documents/intake/verifyPhoto'
import { afterPicture, cutPhoto } from '../../../services/shared/documents/pictures/cutPhoto'
import { proposedFrame } from '../../../workflows/domain/photoFrame'

/** Four corners of different colours, with a blue rectangle of 3:4 at 600, 300. */
function marked(): sharp.Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1800">
    <rect width="2400" height="1800" fill="#ddd"/><rect x="600" y="300" width="900" height="1200" fill="#1030c0"/></svg>`
  return sharp(Buffer.from(svg))
}

const FRAME = { left: 600, top: 300, width: 900 }

async function colourAt(jpeg: Buffer, left: number, top: number): Promise<number[]> {
  return [...(await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())]
}

function expectBlue([red, green, blue]: number[]): void {
  expect(red!).toBeLessThan(60)
  expect(green!).toBeLessThan(90)
  expect(blue!).toBeGreaterThan(150)
}

describe('a photo cut out of a picture', () => {
  it('S36 S37 S38 S39 keeps every rule, from every kind of picture', async () => {
    const kinds = [
      await marked().jpeg().toBuffer(),
      await marked().png().toBuffer(),
      await marked().webp().toBuffer(),
      await marked().jpeg({ progressive: true }).toBuffer(),
      await marked().toColourspace('cmyk').jpeg().toBuffer(),
      await marked().toColourspace('rgb16').png().toBuffer(),
    ]
    for (const source of kinds) {
      const { bytes, measured, pages } = await cutPhoto(source, FRAME)
      expect(await verifyPhoto(bytes)).toEqual([])
      expect(measured).toEqual({ format: 'jpeg', width: 600, height: 800, dpi: { x: 300, y: 300 } })
      expect(pages).toEqual([])
    }
  })

  it('D13 shows exactly the frame, up to its edges, for a turned picture too', async () => {
    const turned = await marked().rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer()
    for (const source of [await marked().jpeg().toBuffer(), turned]) {
      const { bytes } = await cutPhoto(source, FRAME)
      for (const [left, top] of [
        [3, 3],
        [596, 3],
        [3, 796],
        [596, 796],
      ] as const)
        expectBlue(await colourAt(bytes, left, top))
      const wider = (await cutPhoto(source, { ...FRAME, left: 560 })).bytes
      expect((await colourAt(wider, 3, 400))[0]).toBeGreaterThan(150)
    }
  })

  it('D13 has the same bytes for the same source and frame', async () => {
    const source = await drawFace(5, 3024, 4032)
    const frame = proposedFrame({ width: 3024, height: 4032 })
    const [one, other] = [await cutPhoto(source, frame), await cutPhoto(source, frame)]
    expect(one.bytes.equals(other.bytes)).toBe(true)
  })

  it('D13 has white where the picture is transparent', async () => {
    const clear = await sharp({
      create: { width: 700, height: 900, channels: 4, background: '#0000' },
    })
      .png()
      .toBuffer()
    const { bytes } = await cutPhoto(clear, proposedFrame({ width: 700, height: 900 }))
    expect(await colourAt(bytes, 300, 400)).toEqual([255, 255, 255])
  })

  it('D13 has sRGB colours for a picture with another profile', async () => {
    const source = await sharp({
      create: { width: 600, height: 800, channels: 3, background: '#20c040' },
    })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const { bytes } = await cutPhoto(source, proposedFrame({ width: 600, height: 800 }))
    const [red, green, blue] = await colourAt(bytes, 300, 400)
    expect(Math.abs(red! - 0x20) + Math.abs(green! - 0xc0) + Math.abs(blue! - 0x40)).toBeLessThan(
      12,
    )
    expect((await sharp(bytes).metadata()).icc).toBeUndefined()
  })

  it('S38 states 300 dpi in JFIF and in EXIF with its unit, for two independent readers', async () => {
    const { bytes } = await cutPhoto(await marked().jpeg().toBuffer(), FRAME)
    expect(await sharp(bytes).metadata()).toMatchObject({ density: 300, resolutionUnit: 'inch' })
    const { segments } = walkJpeg(bytes)
    expect(segments.map(({ marker }) => marker)).toEqual([0xe0, 0xe1])
    expect(exifOf(bytes, segments)).toEqual({ orientation: 1, x: 300, y: 300, unit: 2 })
    expect(bytes.toString('hex', 13, 18)).toBe('01012c012c')
  })

  it('S39 stays within 1 MB for a picture of pure noise', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 120 } as const
    const source = await sharp({
      create: { width: 600, height: 800, channels: 3, background: 'red', noise },
    })
      .png()
      .toBuffer()
    expect(
      await verifyPhoto((await cutPhoto(source, proposedFrame({ width: 600, height: 800 }))).bytes),
    ).toEqual([])
  })

  it('D13 looks at card size as it will be', async () => {
    const bytes = await marked().resize(1200, 900).jpeg().toBuffer()
    const after = await afterPicture(
      { bytes, width: 1200, height: 900 },
      { left: 300, top: 150, width: 450 },
    )
    expect(after).toMatchObject({ width: 300, height: 400 })
    expectBlue(await colourAt(after.bytes, 2, 2))
    expectBlue(await colourAt(after.bytes, 297, 397))
  })
})
