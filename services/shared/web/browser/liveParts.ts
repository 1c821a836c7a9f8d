/**
 * Pages that are renewed by themselves: `data-live` is the address of their events. When one
 * arrives, the parts of the page with `data-refresh` are replaced, and the element says so.
 */
import { istanbulTimeOf } from '../../../../workflows/domain/istanbul'
import { renewParts } from './goOn'

const TRY_AGAIN_AFTER_MS = 30_000

export function followLiveParts(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) follow(part)
}

function follow(part: HTMLElement): void {
  let events: EventSource | null = null

  /** A hidden page waits for nothing: browsers keep only a few connections to a server. */
  function open(): void {
    if (document.hidden || events !== null) return
    events = new EventSource(part.dataset.live ?? '')
    events.addEventListener('changed', () => void renew())
  }

  function close(): void {
    events?.close()
    events = null
  }

  async function renew(): Promise<void> {
    close()
    const updated = await renewParts(new URL(window.location.href), true)
    const next = updated?.getElementById(part.id)?.dataset.live
    if (next === undefined) {
      setTimeout(open, TRY_AGAIN_AFTER_MS)
      return
    }
    part.dataset.live = next
    part.textContent = (part.dataset.text ?? '').replace(
      '{time}',
      istanbulTimeOf(new Date().toISOString()),
    )
    open()
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  open()
}
