/** What independent readers find in stored photos: 300 dpi, whichever header they look at (S38). */
import ExifReader from 'exifreader'
import sharp from 'sharp'
import { makeFace } from '../../../deploy/demo/drawing/faces'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { judgePhoto } from '../../../services/shared/documents/intake/judgePhoto'
import { cutPhoto } from '../../../services/shared/documents/pictures/cutPhoto'
import { proposedFrame } from '../../../workflows/domain/photoFrame'
import { bareJpeg, withExif } from '../../support/jpegBuilder'

interface Resolution {
  reader: string
  x: number
  y: number
  unit: string | undefined
}

/** Every resolution that each reader finds; sharp reads only the horizontal one. */
async function resolutionsIn(photo: Buffer): Promise<Resolution[]> {
  const { jfif, exif } = ExifReader.load(photo, { expanded: true })
  const { density, resolutionUnit } = await sharp(photo).metadata()
  const found: Resolution[] = [{ reader: 'sharp', x: density!, y: density!, unit: resolutionUnit }]
  if (jfif !== undefined)
    found.push({
      reader: 'ExifReader, JFIF',
      x: jfif.XResolution!.value,
      y: jfif.YResolution!.value,
      unit: jfif['Resolution Unit']?.description,
    })
  if (exif?.XResolution !== undefined)
    found.push({
      reader: 'ExifReader, EXIF',
      x: Number(exif.XResolution.description),
      y: Number(exif.YResolution?.description),
      unit: exif.ResolutionUnit?.description,
    })
  return found
}

const taken = async (file: Buffer): Promise<Buffer> => {
  const judgement = await judgePhoto(file)
  if (judgement.outcome === 'taken') return judgement.copy.bytes
  if (judgement.outcome === 'fixable' && judgement.offer.kind === 'copy')
    return judgement.offer.copy.bytes
  throw new Error(`The photo is ${judgement.outcome}`)
}

const dpi = { x: [300, 1], y: [300, 1] } as const
const ways: [string, () => Promise<Buffer>][] = [
  ['JFIF', async () => taken(await makeFace(1))],
  ['EXIF alone, without a unit', async () => taken(withExif(await bareJpeg(), dpi))],
  [
    'EXIF alone, turned',
    async () => taken(withExif(await bareJpeg(800, 600), { ...dpi, orientation: 6 })),
  ],
  [
    'JFIF with EXIF that turns it',
    async () => taken(withExif(withJfif(await bareJpeg(800, 600), 300), { orientation: 8 })),
  ],
  ['no resolution, confirmed', async () => taken(await bareJpeg())],
  [
    '72 dpi in EXIF, confirmed',
    async () => taken(withExif(await bareJpeg(), { x: [72, 1], y: [72, 1], unit: 2 })),
  ],
  [
    'a larger picture, cut out',
    async () => {
      const size = { width: 1200, height: 1600 }
      return (await cutPhoto(await bareJpeg(size.width, size.height), proposedFrame(size))).bytes
    },
  ],
]

it.each(ways)(
  'S38 two readers find 300 dpi in the stored copy of a photo with %s',
  async (_, store) => {
    const found = await resolutionsIn(await store())
    expect(found.map(({ reader }) => reader)).toContain('sharp')
    expect(found.length).toBeGreaterThanOrEqual(2)
    for (const { x, y, unit } of found)
      expect({ x, y, unit }).toEqual({ x: 300, y: 300, unit: expect.stringMatching(/^inch/) })
  },
)
