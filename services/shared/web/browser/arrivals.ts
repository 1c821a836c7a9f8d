/** New work in an open list: a line says how much there is, and the rows stay where they are. */
import { visibleEvents } from './visibleEvents'

export function announceArrivals(): void {
  const line = document.querySelector<HTMLElement>('[data-arrivals]')
  if (line === null) return
  const text = line.querySelector('[data-part="text"]')!
  const show = line.querySelector<HTMLElement>('[data-part="show"]')!
  visibleEvents(
    () => line.dataset.arrivals ?? '',
    'arrived',
    (said) => {
      text.textContent = said
      show.hidden = said === ''
    },
  )
}
