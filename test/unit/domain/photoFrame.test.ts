import {
  FRAME_MOVES,
  fittedFrame,
  frameHeight,
  largestWidth,
  movedFrame,
  proposedFrame,
  scaledFrame,
} from '../../../workflows/domain/photoFrame'

const LANDSCAPE = { width: 4032, height: 3024 }
const PORTRAIT = { width: 3024, height: 4400 }
const SIZES = [
  LANDSCAPE,
  PORTRAIT,
  { width: 600, height: 800 },
  { width: 601, height: 803 },
  { width: 5000, height: 801 },
  { width: 607, height: 9000 },
]

describe('the frame of a photo', () => {
  it('D13 is proposed as the largest, centred, with a third of the spare height above it', () => {
    expect(proposedFrame(LANDSCAPE)).toEqual({ left: 882, top: 0, width: 2268 })
    expect(proposedFrame(PORTRAIT)).toEqual({ left: 0, top: 123, width: 3024 })
    expect(proposedFrame({ width: 600, height: 800 })).toEqual({ left: 0, top: 0, width: 600 })
  })

  it('S37 D13 does not exist in a picture with fewer pixels than the card needs', () => {
    expect(largestWidth({ width: 600, height: 800 })).toBe(600)
    expect(largestWidth({ width: 599, height: 900 })).toBe(0)
    expect(largestWidth({ width: 900, height: 799 })).toBe(0)
  })

  it('D13 stays inside the picture, 3:4 and at least 600 pixels wide, whatever is pressed', () => {
    for (const size of SIZES) {
      let frame = proposedFrame(size)
      for (let press = 0; press < 400; press += 1) {
        frame = movedFrame(frame, FRAME_MOVES[(press * 7 + (press >> 3)) % 6]!, size)
        expect(frame).toEqual(fittedFrame(frame, size))
        expect(Number.isInteger(frameHeight(frame))).toBe(true)
        expect(frame.width).toBeGreaterThanOrEqual(600)
        expect(Math.min(frame.left, frame.top)).toBeGreaterThanOrEqual(0)
        expect(frame.left + frame.width).toBeLessThanOrEqual(size.width)
        expect(frame.top + frameHeight(frame)).toBeLessThanOrEqual(size.height)
      }
    }
  })

  it('D13 moves in the direction of the button, and zooms around its middle', () => {
    const frame = { left: 1000, top: 500, width: 1200 }
    expect(movedFrame(frame, 'up', LANDSCAPE)).toEqual({ ...frame, top: 440 })
    expect(movedFrame(frame, 'down', LANDSCAPE)).toEqual({ ...frame, top: 560 })
    expect(movedFrame(frame, 'left', LANDSCAPE)).toEqual({ ...frame, left: 940 })
    expect(movedFrame(frame, 'right', LANDSCAPE)).toEqual({ ...frame, left: 1060 })
    expect(movedFrame(frame, 'zoomIn', LANDSCAPE)).toEqual({ left: 1060, top: 580, width: 1080 })
    expect(movedFrame(frame, 'zoomOut', LANDSCAPE)).toEqual({ left: 940, top: 420, width: 1320 })
  })

  it('D13 is brought back into the picture from any address that a person may type', () => {
    expect(fittedFrame({ left: -50, top: 9e9, width: 1 }, LANDSCAPE)).toEqual({
      left: 0,
      top: 2224,
      width: 600,
    })
    expect(fittedFrame({ left: 1e6, top: -1, width: 1e9 }, LANDSCAPE)).toEqual({
      left: 1764,
      top: 0,
      width: 2268,
    })
  })

  it('D13 covers the same part of the picture in a smaller size of it', () => {
    const half = { width: 2016, height: 1512 }
    expect(scaledFrame({ left: 882, top: 10, width: 2268 }, LANDSCAPE, half)).toEqual({
      left: 441,
      top: 5,
      width: 1134,
    })
  })
})
