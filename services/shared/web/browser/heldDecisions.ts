/** Renews the list of decisions that can be taken back when the time of one has come (`data-held-for`). */

/** The server needs a moment to send it. */
const LATER_MS = 1_200
const HELD = '/held-decisions'

export function followHeldDecisions(): void {
  let timer: number | undefined
  const follow = () => {
    window.clearTimeout(timer)
    const wait = document.getElementById('held')?.dataset.heldFor
    if (wait !== undefined) timer = window.setTimeout(() => void renew(), Number(wait) + LATER_MS)
  }

  async function renew(): Promise<void> {
    const answer = await fetch(HELD, { headers: { 'X-Renewal': 'by-itself' } }).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const held = page.getElementById('held')
    const shown = document.getElementById('held')
    // Somebody who is on one of its buttons is not moved.
    if (held === null || shown === null || shown.contains(document.activeElement)) return follow()
    shown.replaceWith(document.adoptNode(held))
    follow()
  }

  document.addEventListener('page-renewed', follow)
  follow()
}
