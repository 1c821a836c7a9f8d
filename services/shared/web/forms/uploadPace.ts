/**
 * Takes the bytes of all uploads in portions: between two of them the process answers others, so
 * that fifty uploads at once do not hold up their pages.
 */

/** About a millisecond of work. */
const BYTES_PER_TURN = 128 * 1024

interface Waiting {
  bytes: number
  goOn: () => void
}

const queue: Waiting[] = []
let left = BYTES_PER_TURN
let isScheduled = false

/** Calls back at once, or in a later turn of the event loop if this one has taken its portion. */
export function inPace(bytes: number, goOn: () => void): void {
  queue.push({ bytes, goOn })
  takePortion()
}

function takePortion(): void {
  while (left > 0 && queue.length > 0) {
    const { bytes, goOn } = queue.shift()!
    left -= bytes
    goOn()
  }
  if (isScheduled) return
  isScheduled = true
  setImmediate(() => {
    isScheduled = false
    left = BYTES_PER_TURN
    if (queue.length > 0) takePortion()
  })
}
