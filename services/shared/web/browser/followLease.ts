/**
 * Shows on the open page of a request who works on it. A page that has taken the request ("Bana al")
 * keeps it, and gives it back at once when it is left or needs no decision any more. Without scripts the
 * lease ends by itself.
 */

import { endReview } from './reviewOver'
import { visibleEvents } from './visibleEvents'

/**
 * A lease lasts ten minutes, and browsers delay the timers of hidden pages by a minute or so. That a
 * colleague has taken it over comes as an event while the page is visible, and with the answer
 * otherwise.
 */
const RENEW_EVERY_MS = 30 * 1000

/** A page is not held up for longer by giving its request back. */
const LEAVING_MS = 500

/** The answer of the server: whose the request is now, and the words for it. */
interface Standing {
  standing: 'free' | 'own' | 'held'
  text: string | null
}

export function followLease(): void {
  const line = document.querySelector<HTMLElement>('[data-module="lease"]')
  if (line === null) return
  const left = new AbortController()
  const address = () => `${line.dataset.events}?shown=${line.dataset.standing}`
  const decision = ownDecision(left.signal)
  const show = (said: string) => showStanding(line, JSON.parse(said) as Standing)
  const end = (why: string) => {
    // The answer to the own decision says more.
    if (decision.isUnderWay() || !endReview(why)) return
    line.hidden = true
    left.abort()
  }
  visibleEvents(address, { lease: show, over: end }, left.signal)
  // The next request has come in the place of this one.
  document.addEventListener('page-left', () => left.abort(), { signal: left.signal })
  if (line.dataset.renewal !== undefined) keep(line, decision, left.signal)
}

function showStanding(line: HTMLElement, { standing, text }: Standing): void {
  line.dataset.standing = standing
  const words = line.querySelector('[data-part="text"]')!
  // Repeated words would be said again.
  if (words.textContent !== (text ?? '')) words.textContent = text
  for (const act of line.querySelectorAll<HTMLElement>('[data-for]'))
    act.hidden = act.dataset.for !== standing
}

/** Whether the decision of this page is on its way. */
interface OwnDecision {
  isUnderWay(): boolean
  /** It has not been sent, or got no answer. */
  forget(): void
}

function ownDecision(signal: AbortSignal): OwnDecision {
  let isUnderWay = false
  document.addEventListener(
    'submit',
    ({ target }) => {
      if ((target as Element).id === 'decision-form') isUnderWay = true
    },
    { signal },
  )
  return { isUnderWay: () => isUnderWay, forget: () => (isUnderWay = false) }
}

/** @param signal aborted when the page shows another request */
function keep(line: HTMLElement, decision: OwnDecision, signal: AbortSignal): void {
  const { renewal = '', leaving = '', token = '' } = line.dataset
  let page = line.dataset.page ?? ''
  const timer = window.setInterval(() => void renew(), RENEW_EVERY_MS)
  let returns = 0

  async function renew(): Promise<void> {
    decision.forget()
    const answer = await fetch(renewal, {
      method: 'POST',
      headers: { Accept: 'application/json', 'X-CSRF-Token': token, 'X-Sent-By-Itself': 'yes' },
      body: new URLSearchParams({ pageId: page }),
    }).catch(() => null)
    // The session has ended: somebody else may work on it.
    if (answer?.status === 401) window.clearInterval(timer)
    if (answer?.ok) showStanding(line, (await answer.json()) as Standing)
  }

  // Nobody else shall open a request whose decision is on its way.
  const isOwn = () => line.dataset.standing === 'own' && !decision.isUnderWay()
  const farewell = () => new URLSearchParams({ _csrf: token, pageId: page })

  function leave(): void {
    if (isOwn()) navigator.sendBeacon(leaving, farewell())
  }

  /** Gives the request back before the next page is asked for, so that a list does not show it as taken. */
  function leaveBy(click: MouseEvent): void {
    const next = isOwn() ? nextPageOf(click) : null
    if (next === null) return
    click.preventDefault()
    const signal = AbortSignal.timeout(LEAVING_MS)
    void fetch(leaving, { method: 'POST', body: farewell(), keepalive: true, signal })
      .catch(() => undefined)
      .then(() => location.assign(next))
  }

  document.addEventListener('click', leaveBy, { signal })
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
  signal.addEventListener('abort', () => {
    leave()
    window.clearInterval(timer)
  })
}

/** Where a click leads in this window, if that is another page. */
function nextPageOf(click: MouseEvent): string | null {
  const link = (click.target as Element).closest('a')
  const isPlain = click.button === 0 && !(click.ctrlKey || click.metaKey || click.shiftKey)
  if (link === null || !isPlain || click.defaultPrevented) return null
  if (link.origin !== location.origin) return null
  const isElsewhere = link.pathname !== location.pathname || link.search !== location.search
  const staysHere = link.target === '' && !link.hasAttribute('download')
  return isElsewhere && staysHere ? link.href : null
}
