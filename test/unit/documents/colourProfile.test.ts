import sharp from 'sharp'
import { needsItsProfile } from '../../../services/shared/documents/jpeg/colourProfile'
import { walkJpeg } from '../../../services/shared/documents/jpeg/jpegMarkers'
import { bareJpeg, withSegment } from '../../support/jpegBuilder'

async function needs(make: (picture: sharp.Sharp) => sharp.Sharp): Promise<boolean> {
  const file = await make(sharp(await bareJpeg(60, 80)))
    .jpeg()
    .toBuffer()
  return needsItsProfile(file, walkJpeg(file).segments)
}

describe('the colour profile of a picture', () => {
  it('D13 is dispensable if it is that of sRGB', async () => {
    expect(await needs((picture) => picture.withIccProfile('srgb'))).toBe(false)
  })

  it('D13 is needed for other colours, such as those of a phone', async () => {
    expect(await needs((picture) => picture.withIccProfile('p3'))).toBe(true)
  })

  it('D13 does not count if there is none, or if it is none', async () => {
    expect(await needs((picture) => picture)).toBe(false)
    for (const content of ['ICC_PROFILE\0\x01\x01', `ICC_PROFILE\0\x01\x01${'x'.repeat(300)}`]) {
      const file = withSegment(await bareJpeg(60, 80), 0xe2, content)
      expect(needsItsProfile(file, walkJpeg(file).segments)).toBe(false)
    }
  })

  it('D13 does not count if its directory points outside of it', async () => {
    const header = Buffer.alloc(128 + 4 + 12)
    header.write('RGB ', 16, 'latin1')
    header.write('acsp', 36, 'latin1')
    header.writeUInt32BE(0xffffffff, 128)
    header.write('rXYZ', 132, 'latin1')
    header.writeUInt32BE(0xfffffff0, 136)
    const content = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), header])
    const file = withSegment(await bareJpeg(60, 80), 0xe2, content)
    expect(needsItsProfile(file, walkJpeg(file).segments)).toBe(true)
  })
})
