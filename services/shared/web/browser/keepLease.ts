/**
 * Keeps a request for the clerk whose page shows it ("Bana al"), and gives it back at once when the
 * page is left. Without scripts the lease ends by itself.
 */

/**
 * A lease lasts ten minutes, and browsers delay the timers of hidden pages by a minute or so. This
 * often, since a clerk should not go on long with what a colleague has taken over.
 */
const RENEW_EVERY_MS = 30 * 1000

/** The answer of the server: whose the request is now, and the words for it. */
interface Standing {
  standing: 'free' | 'own' | 'held'
  text: string | null
}

export function keepLease(): void {
  const line = document.querySelector<HTMLElement>('[data-module="lease"]')
  if (line !== null) keep(line)
}

function keep(line: HTMLElement): void {
  const { renewal = '', leaving = '', token = '' } = line.dataset
  let page = line.dataset.page ?? ''
  const timer = window.setInterval(() => void renew(), RENEW_EVERY_MS)
  let isDeciding = false
  let returns = 0

  async function renew(): Promise<void> {
    isDeciding = false
    const answer = await fetch(renewal, {
      method: 'POST',
      headers: { Accept: 'application/json', 'X-CSRF-Token': token, 'X-Sent-By-Itself': 'yes' },
      body: new URLSearchParams({ pageId: page }),
    }).catch(() => null)
    // The session has ended: somebody else may work on it.
    if (answer?.status === 401) window.clearInterval(timer)
    if (answer?.ok) show((await answer.json()) as Standing)
  }

  function show({ standing, text }: Standing): void {
    line.dataset.standing = standing
    const words = line.querySelector('[data-part="text"]')!
    // Repeated words would be said again.
    if (words.textContent !== (text ?? '')) words.textContent = text
    for (const act of line.querySelectorAll<HTMLElement>('[data-for]'))
      act.hidden = act.dataset.for !== standing
  }

  function leave(): void {
    if (line.dataset.standing === 'own' && !isDeciding)
      navigator.sendBeacon(leaving, new URLSearchParams({ _csrf: token, pageId: page }))
  }

  const left = new AbortController()
  const { signal } = left
  // Nobody else shall open a request whose decision is on its way.
  document.addEventListener(
    'submit',
    ({ target }) => {
      if ((target as Element).id === 'decision-form') isDeciding = true
    },
    { signal },
  )
  window.addEventListener('pagehide', leave, { signal })
  window.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (!persisted) return
      // The server takes nothing more from a page that has been left.
      page = `${line.dataset.page}-${(returns += 1)}`
      void renew()
    },
    { signal },
  )
  // The next request has come in the place of this one.
  document.addEventListener(
    'page-left',
    () => {
      leave()
      window.clearInterval(timer)
      left.abort()
    },
    { signal },
  )
}
