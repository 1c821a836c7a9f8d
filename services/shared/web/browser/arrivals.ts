/**
 * News of an open list, whose rows stay where they are: a line says how much new work there is, and
 * each row who works on its request.
 */
import { visibleEvents } from './visibleEvents'

/** Who works on a request; without a text, nobody. */
interface Leased {
  requestId: string
  standing: 'free' | 'own' | 'held'
  text: string | null
}

export function followList(): void {
  const line = document.querySelector<HTMLElement>('[data-arrivals]')
  if (line === null) return
  const text = line.querySelector('[data-part="text"]')!
  const show = line.querySelector<HTMLElement>('[data-part="show"]')!
  visibleEvents(() => line.dataset.arrivals ?? '', {
    arrived: (said) => {
      text.textContent = said
      show.hidden = said === ''
    },
    leased: (changed) => (JSON.parse(changed) as Leased[]).forEach(showLease),
  })
}

/** Nothing if the list does not show the request. */
function showLease({ requestId, standing, text }: Leased): void {
  const place = document.querySelector<HTMLElement>(`[data-lease="${CSS.escape(requestId)}"]`)
  const pill = place?.querySelector('.pyk-pill')
  if (!place || !pill) return
  place.hidden = text === null
  pill.textContent = text
  pill.classList.toggle('pyk-pill--blue', standing === 'own')
  pill.classList.toggle('pyk-pill--grey', standing !== 'own')
}
