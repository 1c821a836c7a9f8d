/**
 * News of an open list, whose rows stay where they are: a line says how much new work there is, and
 * each row who works on its request, or that it has left the list.
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
    left: (said) => {
      const { requestIds, text: words } = JSON.parse(said) as { requestIds: string[]; text: string }
      for (const requestId of requestIds) showGone(requestId, words)
    },
  })
}

/** Who had it last no longer matters. */
function showGone(requestId: string, text: string): void {
  showLease({ requestId, standing: 'held', text })
  placeOf(requestId)?.removeAttribute('data-lease')
}

function placeOf(requestId: string): HTMLElement | null {
  return document.querySelector(`[data-lease="${CSS.escape(requestId)}"]`)
}

/** Nothing if the list does not show the request. */
function showLease({ requestId, standing, text }: Leased): void {
  const place = placeOf(requestId)
  const pill = place?.querySelector('.pyk-pill')
  if (!place || !pill) return
  place.hidden = text === null
  pill.textContent = text
  pill.classList.toggle('pyk-pill--blue', standing === 'own')
  pill.classList.toggle('pyk-pill--grey', standing !== 'own')
}
