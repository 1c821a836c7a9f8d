import sharp from 'sharp'
import {
  damageOf,
  prepareImageLibrary,
} from '../../../services/shared/documents/pictures/imageLibrary'
import { judgeDocument } from '../../../services/shared/documents/intake/judgeDocument'
import { makeReceipt } from '../../../deploy/demo/drawing/papers'
import { bareJpeg } from '../../support/jpegBuilder'

const FRAME = { sof: 0xc0, precision: 8, width: 60, height: 80, components: 3 }

describe('the image library of a process that checks uploads', () => {
  const before = sharp.concurrency()
  afterAll(() => {
    sharp.unblock({ operation: ['VipsForeignLoad'] })
    sharp.concurrency(before)
    sharp.cache(true)
  })

  it('D9 throws if the cause is not the file, instead of reporting a fault', async () => {
    await expect(damageOf(await bareJpeg(60, 80), { ...FRAME, height: 90 })).rejects.toThrow()
    expect(await damageOf((await bareJpeg(60, 80)).subarray(0, 500), FRAME)).toBe('cutOff')
  })

  it('S36 D13 loads the pictures that people have, and no other format', async () => {
    const jpeg = await bareJpeg(60, 80)
    const read = await Promise.all([
      sharp(jpeg).png().toBuffer(),
      sharp(jpeg).webp().toBuffer(),
      sharp(jpeg).gif().toBuffer(),
      sharp(jpeg).tiff().toBuffer(),
      sharp(jpeg).avif().toBuffer(),
    ])
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await expect(sharp(drawing).metadata()).resolves.toHaveProperty('width')

    prepareImageLibrary()
    for (const picture of read)
      await expect(sharp(picture).metadata()).resolves.toHaveProperty('width', 60)
    await expect(sharp(drawing).metadata()).rejects.toThrow('unsupported image format')
    expect(await damageOf(jpeg, FRAME)).toBeNull()
    expect(await judgeDocument('receipt', makeReceipt(1))).toMatchObject({ outcome: 'taken' })
    expect(sharp.concurrency()).toBe(1)
    expect(sharp.cache().memory.max).toBe(0)
  })
})
