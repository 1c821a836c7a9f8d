/**
 * Pages that are renewed by themselves: `data-live` is the address of their events. When one
 * arrives, the parts of the page with `data-refresh` are replaced, and the element says so.
 */
import { istanbulTimeOf } from '../../../../workflows/domain/istanbul'
import { renewParts } from './goOn'
import { visibleEvents } from './visibleEvents'

const TRY_AGAIN_AFTER_MS = 30_000

export function followLiveParts(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) follow(part)
}

function follow(part: HTMLElement): void {
  const events = visibleEvents(() => part.dataset.live ?? '', { changed: () => void renew() })

  async function renew(): Promise<void> {
    events.close()
    const updated = await renewParts(new URL(window.location.href), true)
    const next = updated?.getElementById(part.id)?.dataset.live
    if (next === undefined) {
      setTimeout(events.open, TRY_AGAIN_AFTER_MS)
      return
    }
    part.dataset.live = next
    part.textContent = (part.dataset.text ?? '').replace(
      '{time}',
      istanbulTimeOf(new Date().toISOString()),
    )
    events.open()
  }
}
