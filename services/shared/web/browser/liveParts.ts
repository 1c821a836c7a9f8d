/**
 * Parts of a page that change by themselves: `data-live` is the address of their events. When one
 * arrives, the parts of the page with `data-refresh` are replaced.
 */
import { goOn } from './goOn'

export function followLiveParts(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) follow(part)
}

function follow({ dataset: { live } }: HTMLElement): void {
  if (live === undefined) return
  const events = new EventSource(live)
  events.addEventListener('changed', () => {
    events.close()
    void goOn(window.location.href).then((updated) => updated && followLiveParts())
  })
}
