import { verifyPhoto } from '../../../services/shared/documents/intake/verifyPhoto'
import { drawFace } from '../../../deploy/demo/drawing/faces'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { COM, bareJpeg, rightPhoto, withFrameBytes, withSegment } from '../../support/jpegBuilder'

const faultsOf = verifyPhoto
async function codesOf(bytes: Buffer) {
  return (await faultsOf(bytes)).map(({ code }) => code)
}

describe('a stored photo that is damaged or hostile', () => {
  let photo: Buffer
  beforeAll(async () => {
    photo = await rightPhoto()
  })

  it('S36 is refused in rare codings: lossless, arithmetic, 12 bit, and with too many scans', async () => {
    const faultIn = async (bytes: Buffer) =>
      (await faultsOf(bytes)).find(({ code }) => code === 'unsupportedCoding')
    expect(await faultIn(withFrameBytes(photo, 0, 0xc3))).toMatchObject({ measured: 'coding:3' })
    expect(await faultIn(withFrameBytes(photo, 0, 0xc9))).toMatchObject({ measured: 'coding:9' })
    expect(await faultIn(withFrameBytes(photo, 3, 12))).toMatchObject({ measured: 'bits:12' })
    const scan = photo.subarray(photo.indexOf(Buffer.from([0xff, 0xda])), -2)
    const many = Buffer.concat([
      photo.subarray(0, -2),
      ...Array.from({ length: 100 }, () => scan),
      photo.subarray(-2),
    ])
    expect(await faultsOf(many)).toEqual([
      { code: 'tooCostly', measured: 'scans:101', required: 'maxScans:100' },
    ])
  })

  it('S36 is refused wherever it is cut', async () => {
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      expect(await codesOf(photo.subarray(0, photo.length * share))).toContain('damaged')
    }
    expect(await codesOf(photo.subarray(0, -1))).toEqual(['damaged'])
    expect(await codesOf(photo.subarray(0, -2))).toEqual(['damaged'])
  })

  it('S36 is refused with a gap in its coded data, although its structure looks complete', async () => {
    const holed = Buffer.from(await drawFace(3))
    // A restart marker in the wrong place: the rest of the data is lost, and no marker or length
    // shows it.
    holed.set([0xff, 0xd3], holed.length >> 1)
    expect(await faultsOf(withJfif(holed, 300))).toEqual([
      { code: 'damaged', measured: 'corruptData', required: 'JPEG' },
    ])
  })

  it('S36 is refused without a frame, and with a height that only its scan states', async () => {
    expect(await faultsOf(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).toMatchObject([
      { code: 'damaged', measured: 'noFrame' },
      { code: 'noDensity' },
    ])
    expect(await faultsOf(withFrameBytes(photo, 4, 0, 0))).toMatchObject([
      { code: 'damaged', measured: 'noPixels' },
      { code: 'wrongDimensions', measured: '600×0' },
    ])
  })

  it('S37 is never decoded if its header claims too many pixels', async () => {
    const bomb = withFrameBytes(photo, 4, 0xff, 0xdc, 0xff, 0xdc)
    expect(await faultsOf(bomb)).toEqual([
      { code: 'wrongDimensions', measured: '65500×65500', required: '600×800' },
      { code: 'tooManyPixels', measured: '65500×65500', required: '50000000' },
    ])
  })

  it('S36 is refused as a polyglot: a page, document or archive after, before or inside the picture', async () => {
    const foreign = async (bytes: Buffer) =>
      (await faultsOf(bytes)).map(({ code, measured }) => `${code}: ${measured}`)
    const followedBy = (text: string) => Buffer.concat([photo, Buffer.from(text, 'latin1')])
    expect(await foreign(followedBy('<html>'))).toEqual(['foreignContent: behindEnd:6'])
    expect(await foreign(followedBy('%PDF-1.7'))).toEqual(['foreignContent: behindEnd:8'])
    expect(await foreign(followedBy('PK\x03\x04rest'))).toEqual(['foreignContent: behindEnd:8'])
    expect(await foreign(followedBy('\0'))).toEqual(['foreignContent: behindEnd:1'])
    expect(await foreign(Buffer.concat([photo, photo]))).toEqual([
      `foreignContent: behindEnd:${photo.length}`,
    ])
    expect(await foreign(withSegment(photo, COM, '<script>alert(1)</script>'))).toEqual([
      'foreignContent: comment',
    ])
    expect(await foreign(withSegment(photo, COM, '%PDF-1.4 in a comment'))).toEqual([
      'foreignContent: comment',
    ])
    expect(await foreign(withSegment(photo, COM, '\x01\x02binary'))).toEqual([
      'foreignContent: comment',
    ])
    expect(await foreign(withSegment(photo, COM, 'x'.repeat(257)))).toEqual([
      'foreignContent: comment',
    ])
    expect(await foreign(withSegment(photo, 0xeb, 'anything'))).toEqual([
      'foreignContent: segment:11',
    ])
    expect(
      await foreign(withSegment(photo, 0xe1, 'http://ns.adobe.com/xap/1.0/\0<svg onload=x>')),
    ).toEqual(['foreignContent: segment:1'])
  })

  it('S36 is refused with a colour profile, which has room for anything', async () => {
    const profiled = withSegment(photo, 0xe2, 'ICC_PROFILE\0\x01\x01anything')
    expect(await codesOf(profiled)).toEqual(['foreignContent'])
  })

  it('S36 never makes the check fail, whichever byte is changed', async () => {
    const small = withJfif(await bareJpeg(60, 80), 300)
    for (let at = 3; at < small.length; at += 7) {
      const changed = Buffer.from(small)
      changed[at] = changed[at]! ^ 0xff
      await expect(faultsOf(changed)).resolves.toBeInstanceOf(Array)
    }
  })
})
