import sharp from 'sharp'
import { drawFace } from '../../../deploy/demo/drawing/faces'
import { adviceOn } from '../../../services/shared/documents/pictures/advice'
import { afterPicture } from '../../../services/shared/documents/pictures/cutPhoto'

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7]

async function adviceFor(change: (face: sharp.Sharp) => sharp.Sharp, seed: number) {
  const bytes = await change(sharp(await drawFace(seed)))
    .jpeg()
    .toBuffer()
  const whole = { bytes, width: 600, height: 800 }
  return adviceOn(await afterPicture(whole, { left: 0, top: 0, width: 600 }))
}

describe('advice on a photo', () => {
  it('D13 is silent about good photos, of faces of every colour', async () => {
    for (const seed of SEEDS) expect(await adviceFor((face) => face, seed)).toEqual([])
  })

  it.each([
    ['dark', (face: sharp.Sharp) => face.linear(0.3)],
    ['bright', (face: sharp.Sharp) => face.linear(1, 150)],
    ['blurred', (face: sharp.Sharp) => face.blur(4)],
  ] as const)('D13 names a %s photo', async (advice, change) => {
    for (const seed of SEEDS) expect(await adviceFor(change, seed)).toContain(advice)
  })

  it('D13 names a background that is not plain, or not light', async () => {
    const stripes = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300">${Array.from({ length: 15 }, (_, at) => `<rect x="${at * 40}" width="20" height="300" fill="#557"/>`).join('')}</svg>`,
    )
    const blue = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300" fill="#224"/></svg>',
    )
    for (const input of [stripes, blue])
      expect(await adviceFor((face) => face.composite([{ input, left: 0, top: 0 }]), 2)).toContain(
        'background',
      )
  })
})
