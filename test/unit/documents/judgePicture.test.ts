import sharp from 'sharp'
import { judgePicture } from '../../../services/shared/documents/intake/judgePicture'
import type { Judgement } from '../../../services/shared/documents/intake/judgement'
import { verifyPicture } from '../../../services/shared/documents/intake/verifyPicture'
import { bareJpeg, COM, withExif, withSegment } from '../../support/jpegBuilder'
import { sample } from '../../support/samples'

const codesOf = ({ findings }: Judgement) => findings.map(({ code }) => code)

async function expectCopy(judgement: Judgement, width: number, height: number): Promise<void> {
  if (judgement.outcome !== 'fixable' || judgement.offer.kind !== 'copy')
    throw new Error(`no copy: ${judgement.outcome} ${codesOf(judgement).join()}`)
  const { bytes, measured, pages } = judgement.offer.copy
  expect(measured).toMatchObject({ format: 'jpeg', width, height })
  expect(pages).toEqual([])
  expect(await verifyPicture(bytes)).toEqual([])
}

function noise(width: number, height: number): sharp.Sharp {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'red',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
}

describe('a picture of a receipt', () => {
  it('S40 D13 is taken as a JPEG of at most 5 MB, without anything besides the picture', async () => {
    const scan = await sample('dogru-dekont.jpg')
    for (const jpeg of [scan, withSegment(scan, COM, '<html>'), Buffer.concat([scan, scan])]) {
      const judgement = await judgePicture(jpeg)
      if (judgement.outcome !== 'taken') throw new Error(codesOf(judgement).join())
      expect(await verifyPicture(judgement.copy.bytes)).toEqual([])
    }
  })

  it('S40 D13 is offered as a JPEG when it is a screenshot in another kind of picture', async () => {
    const screenshot = await noise(540, 2400).png().toBuffer()
    const judgement = await judgePicture(screenshot)
    expect(codesOf(judgement)).toEqual(['otherFormat'])
    await expectCopy(judgement, 540, 2400)
  })

  it('D11 D13 is offered in a copy that fits when it is larger than 5 MB, upright', async () => {
    const large = await noise(4032, 3024).jpeg({ quality: 95 }).toBuffer()
    const turned = withExif(large, { orientation: 6 })
    expect(turned.length).toBeGreaterThan(5 * 1_048_576)
    const judgement = await judgePicture(turned)
    expect(codesOf(judgement)).toContain('tooLarge')
    if (judgement.outcome !== 'fixable' || judgement.offer.kind !== 'copy') throw new Error()
    const { width, height } = await sharp(judgement.offer.copy.bytes).metadata()
    expect(width).toBeLessThan(height)
    expect(width * height).toBeGreaterThan(2_900_000)
    expect(await verifyPicture(judgement.offer.copy.bytes)).toEqual([])
  })

  it('D13 is offered at a fraction of its size when a phone made more than 50 megapixels', async () => {
    const flat = sharp({
      create: { width: 12_000, height: 9_000, channels: 3, background: '#ccc' },
    })
    const judgement = await judgePicture(await flat.jpeg().toBuffer())
    expect(codesOf(judgement)).toEqual(['wrongDimensions'])
    await expectCopy(judgement, 4000, 3000)
  })

  it('D13 is refused when it is damaged, empty, or no picture', async () => {
    const jpeg = await bareJpeg(900, 1200)
    const png = await sharp(jpeg).png().toBuffer()
    const refused: [Buffer, string][] = [
      [jpeg.subarray(0, 4_000), 'damaged'],
      [png.subarray(0, png.length >> 1), 'damaged'],
      [Buffer.alloc(0), 'empty'],
      [Buffer.from('PK\x03\x04 word/'), 'wrongType'],
    ]
    for (const [bytes, code] of refused)
      expect(await judgePicture(bytes)).toMatchObject({ outcome: 'refused', findings: [{ code }] })
  })
})
