import { segmentName, walkJpeg } from '../../../services/shared/documents/jpeg/jpegMarkers'
import { bareJpeg, rightPhoto, withFrameBytes, withSegment, COM } from '../../support/jpegBuilder'

describe('the walk through a JPEG', () => {
  let photo: Buffer
  beforeAll(async () => {
    photo = await rightPhoto()
  })

  it('S37 reads the frame and the segments, and stops after the last byte', () => {
    const anatomy = walkJpeg(photo)
    expect(anatomy).toMatchObject({
      frame: { sof: 0xc0, precision: 8, width: 600, height: 800, components: 3 },
      scans: 1,
      end: photo.length,
      broken: null,
    })
    expect(anatomy.segments.map((segment) => segmentName(photo, segment))).toEqual(['JFIF'])
  })

  it('S36 handles progressive scans, restart markers and fill bytes', async () => {
    const progressive = await bareJpeg(600, 800, { progressive: true })
    expect(walkJpeg(progressive)).toMatchObject({
      frame: { sof: 0xc2 },
      end: progressive.length,
      broken: null,
    })
    expect(walkJpeg(progressive).scans).toBeGreaterThan(3)
    const filled = Buffer.concat([
      photo.subarray(0, 2),
      Buffer.from([0xff, 0xff]),
      photo.subarray(2),
    ])
    expect(walkJpeg(filled)).toMatchObject({ end: filled.length, broken: null })
    const scanData = photo.indexOf(Buffer.from([0xff, 0xda])) + 14
    const restarted = Buffer.concat([
      photo.subarray(0, scanData),
      Buffer.from([0xff, 0xd0]),
      photo.subarray(scanData),
    ])
    expect(walkJpeg(restarted)).toMatchObject({ end: restarted.length, broken: null })
  })

  it('S36 reports a missing end wherever the file is cut', () => {
    for (const length of [2, 3, 5, 20, 40, 200, 620, photo.length - 2, photo.length - 1]) {
      const anatomy = walkJpeg(photo.subarray(0, length))
      expect({ length, end: anatomy.end, broken: anatomy.broken }).toEqual({
        length,
        end: null,
        broken: { what: 'noEnd', at: length },
      })
    }
  })

  it('S36 stops where the structure is invalid', () => {
    const garbage = Buffer.concat([photo.subarray(0, 2), Buffer.from('garbage'), photo.subarray(2)])
    expect(walkJpeg(garbage).broken).toEqual({ what: 'noMarker', at: 2 })
    const nested = Buffer.concat([photo.subarray(0, 2), photo])
    expect(walkJpeg(nested).broken).toEqual({ what: 'wrongMarker', at: 2 })
    const short = Buffer.concat([
      photo.subarray(0, 2),
      Buffer.from([0xff, 0xe5, 0, 1]),
      photo.subarray(2),
    ])
    expect(walkJpeg(short).broken).toEqual({ what: 'segmentLength', at: 4 })
    const frame = photo.indexOf(Buffer.from([0xff, 0xc0]))
    const twoFrames = Buffer.concat([photo.subarray(0, frame + 19), photo.subarray(frame)])
    expect(walkJpeg(twoFrames).broken).toMatchObject({ what: 'secondFrame' })
    expect(walkJpeg(withFrameBytes(photo, 1, 0, 3)).broken).toMatchObject({ what: 'frameHeader' })
  })

  it('S36 ignores markers inside a segment', () => {
    const commented = withSegment(photo, COM, Buffer.from([0xff, 0xd9, 0xff, 0xd8]))
    expect(walkJpeg(commented)).toMatchObject({
      end: commented.length,
      broken: null,
      frame: { width: 600 },
    })
  })

  it('S36 never throws, whichever byte is changed', () => {
    const head = photo.subarray(0, 700)
    for (let at = 2; at < head.length; at += 1) {
      for (const value of [0x00, 0xff, 0xda, 0xd9]) {
        const changed = Buffer.from(head)
        changed[at] = value
        expect(
          walkJpeg(changed).segments.every(
            ({ start, end }) => start <= end && end <= changed.length,
          ),
        ).toBe(true)
      }
    }
  })
})
