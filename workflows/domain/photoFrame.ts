/**
 * The part of a picture that becomes the photo of the card: a frame of 3:4 that the person moves
 * and zooms (D13). The page shows it with and without scripts, and the server cuts by it.
 */
import { PHOTO_HEIGHT, PHOTO_WIDTH } from './documents'

/** A frame in pixels of the upright picture. Its height follows from its width. */
export interface Frame {
  left: number
  top: number
  width: number
}

interface Size {
  width: number
  height: number
}

export const FRAME_MOVES = ['up', 'down', 'left', 'right', 'zoomIn', 'zoomOut'] as const
export type FrameMove = (typeof FRAME_MOVES)[number]

/** One step moves or shrinks the frame by this part of its width. */
const STEP = 1 / 20

/** Pixels; whole for every frame of this module, since widths are multiples of three. */
export function frameHeight({ width }: Pick<Frame, 'width'>): number {
  return (width * PHOTO_HEIGHT) / PHOTO_WIDTH
}

/** The width of the largest frame in a picture; 0 if none has the pixels that the card needs. */
export function largestWidth(size: Size): number {
  const width = inThrees(Math.min(size.width, (size.height * PHOTO_WIDTH) / PHOTO_HEIGHT))
  return width < PHOTO_WIDTH ? 0 : width
}

/** The largest frame, centred from left to right; a third of the spare height is above it. */
export function proposedFrame(size: Size): Frame {
  const width = largestWidth(size)
  return {
    left: Math.round((size.width - width) / 2),
    top: Math.round((size.height - frameHeight({ width })) / 3),
    width,
  }
}

/** The frame after one step, still within the picture and not below 600 pixels wide. */
export function movedFrame(frame: Frame, move: FrameMove, size: Size): Frame {
  const step = Math.max(1, Math.round(frame.width * STEP))
  switch (move) {
    case 'up':
      return fittedFrame({ ...frame, top: frame.top - step }, size)
    case 'down':
      return fittedFrame({ ...frame, top: frame.top + step }, size)
    case 'left':
      return fittedFrame({ ...frame, left: frame.left - step }, size)
    case 'right':
      return fittedFrame({ ...frame, left: frame.left + step }, size)
    case 'zoomIn':
      return zoomed(frame, frame.width - 2 * step, size)
    case 'zoomOut':
      return zoomed(frame, frame.width + 2 * step, size)
  }
}

/** The nearest frame that the picture has and the card can use. */
export function fittedFrame({ left, top, width }: Frame, size: Size): Frame {
  const fitted = inThrees(within(Math.round(width), PHOTO_WIDTH, largestWidth(size)))
  return {
    left: within(Math.round(left), 0, size.width - fitted),
    top: within(Math.round(top), 0, Math.floor(size.height - frameHeight({ width: fitted }))),
    width: fitted,
  }
}

/** The same part of the picture in another size of it. */
export function scaledFrame({ left, top, width }: Frame, from: Size, to: Size): Frame {
  const scale = to.width / from.width
  return { left: left * scale, top: top * scale, width: width * scale }
}

/** The frame with another width in pixels, around the same middle as far as the picture reaches. */
export function zoomed(frame: Frame, width: number, size: Size): Frame {
  const fitted = fittedFrame({ ...frame, width }, size)
  return fittedFrame(
    {
      left: frame.left + (frame.width - fitted.width) / 2,
      top: frame.top + (frameHeight(frame) - frameHeight(fitted)) / 2,
      width: fitted.width,
    },
    size,
  )
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}

function inThrees(value: number): number {
  return Math.floor(value / 3) * 3
}
