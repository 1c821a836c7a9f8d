/**
 * Moves the frame of a photo by mouse, touch, keys and buttons. The page works without it: its
 * buttons then reload the page with the frame in the address.
 */
import { CropperCanvas, CropperHandle, CropperSelection } from 'cropperjs'
import {
  FRAME_MOVES,
  fittedFrame,
  frameHeight,
  movedFrame,
  zoomed,
} from '../../../../workflows/domain/photoFrame'
import type { Frame, FrameMove } from '../../../../workflows/domain/photoFrame'
import { adviceThatFollows } from './frameAdvice'

interface Size {
  width: number
  height: number
}

interface Gesture {
  action: string
  /** By how much more, such as 0.1 for a tenth; negative for less. */
  scale: number
  relatedEvent: Event
}

const RATIO = 3 / 4
const CORNERS = ['ne-resize', 'nw-resize', 'se-resize', 'sw-resize']
const MOVE_OF_KEY: Record<string, FrameMove> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  '+': 'zoomIn',
  '-': 'zoomOut',
}

for (const place of document.querySelectorAll<HTMLElement>('[data-module="photo-frame"]'))
  enhance(place)

function enhance(place: HTMLElement): void {
  const size = { width: Number(place.dataset.width), height: Number(place.dataset.height) }
  const stage = place.querySelector<HTMLElement>('[data-part="stage"]')!
  const status = place.querySelector<HTMLElement>('[data-part="status"]')!
  for (const Element of [CropperCanvas, CropperSelection, CropperHandle]) Element.$define()
  const selection = selectionOn(stage, place.dataset.textLabel ?? '')
  const renewAdvice = adviceThatFollows(place.querySelector('form')!.action)
  let frame = frameOnPage(place)
  /** Setting the selection reports a change as well. */
  let placing = false

  selection.addEventListener('change', (event) => {
    if (placing) return
    const { x, y, width } = (event as CustomEvent<{ x: number; y: number; width: number }>).detail
    const scale = scaleOf()
    frame = fittedFrame({ left: x * scale, top: y * scale, width: width * scale }, size)
    // The frame may not leave the picture, so the nearest one that fits is placed instead.
    event.preventDefault()
    show()
  })
  // The wheel takes the steps of the keys and the buttons: around the middle, and away from the hand
  // to zoom in. Two fingers zoom as far as they move, in many small parts.
  let pinchedWidth: number | null = null
  stage.addEventListener(
    'action',
    (event) => {
      const { action, scale, relatedEvent } = (event as CustomEvent<Gesture>).detail
      if (action !== 'scale') return
      event.stopPropagation()
      if (relatedEvent instanceof WheelEvent) return press(scale > 0 ? 'zoomIn' : 'zoomOut')
      // Not rounded in between, or a slow gesture would be lost.
      pinchedWidth = (pinchedWidth ?? frame.width) / (1 + scale)
      frame = zoomed(frame, pinchedWidth, size)
      show()
    },
    { capture: true },
  )
  stage.addEventListener('actionend', () => {
    pinchedWidth = null
    settle()
  })
  selection.addEventListener('keydown', (event) => {
    const move = MOVE_OF_KEY[event.key]
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    press(move)
  })
  place.querySelector('form')!.addEventListener('submit', (event) => {
    const move = FRAME_MOVES.find((known) => known === (event.submitter as HTMLButtonElement).value)
    if (move === undefined) return
    event.preventDefault()
    press(move)
  })
  new ResizeObserver(show).observe(stage)
  show()

  function press(move: FrameMove): void {
    frame = movedFrame(frame, move, size)
    show()
    settle()
  }

  /** Says where the frame is now, and asks what to look at in it. */
  function settle(): void {
    say()
    renewAdvice(frame)
  }

  function say(): void {
    status.textContent = (place.dataset.textNow ?? '')
      .replace('{width}', String(frame.width))
      .replace('{height}', String(frameHeight(frame)))
  }

  /** Pixels of the picture to a pixel of the screen. */
  function scaleOf(): number {
    return size.width / stage.clientWidth
  }

  function show(): void {
    const scale = scaleOf()
    placing = true
    selection.$change(
      frame.left / scale,
      frame.top / scale,
      frame.width / scale,
      frameHeight(frame) / scale,
      RATIO,
      true,
    )
    placing = false
    drawFrame(frame, size)
  }
}

/** Only the shape to hold: the picture and the edge are drawn by the page itself. */
function selectionOn(stage: HTMLElement, label: string): CropperSelection {
  const canvas = document.createElement('cropper-canvas')
  canvas.className = 'pyk-frame__canvas'
  const selection = document.createElement('cropper-selection') as CropperSelection
  selection.className = 'pyk-frame__selection'
  selection.movable = true
  selection.resizable = true
  selection.zoomable = true
  selection.aspectRatio = RATIO
  selection.precise = true
  selection.tabIndex = 0
  selection.setAttribute('role', 'group')
  selection.setAttribute('aria-label', label)
  for (const action of ['move', ...CORNERS]) {
    const handle = document.createElement('cropper-handle') as CropperHandle
    handle.action = action
    handle.plain = action === 'move'
    selection.append(handle)
  }
  canvas.append(selection)
  stage.append(canvas)
  return selection
}

function frameOnPage(place: HTMLElement): Frame {
  const valueOf = (field: string) =>
    Number(place.querySelector<HTMLInputElement>(`[data-frame="${field}"]`)!.value)
  return { left: valueOf('left'), top: valueOf('top'), width: valueOf('width') }
}

/** The picture, the part that is kept, and the fields of both forms. */
function drawFrame(frame: Frame, size: Size): void {
  const height = frameHeight(frame)
  const values = { x: frame.left, y: frame.top, width: frame.width, height }
  const edge = document.querySelector('[data-part="edge"]')
  for (const [name, value] of Object.entries(values)) edge?.setAttribute(name, String(value))
  const hole = `M${frame.left} ${frame.top}v${height}h${frame.width}V${frame.top}z`
  document
    .querySelector('[data-part="shade"]')
    ?.setAttribute('d', `M0 0h${size.width}v${size.height}H0z${hole}`)
  document
    .querySelector('[data-part="after"]')
    ?.setAttribute('viewBox', `${frame.left} ${frame.top} ${frame.width} ${height}`)
  for (const field of document.querySelectorAll<HTMLInputElement>('[data-frame]'))
    field.value = String(frame[field.dataset.frame as keyof Frame])
}
