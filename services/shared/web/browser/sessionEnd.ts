/**
 * Warns before the session ends, and says when it has ended, without moving the focus (WCAG 2.2.1).
 * Without scripts the footer says when it ends.
 */
import { istanbulTimeOf } from '../../../../workflows/domain/istanbul'
import { keepEntries } from './keepEntries'

/** How long before the end people are warned. */
const WARNING_MS = 2 * 60 * 1000
/** How long the confirmation stays. */
const CONFIRMATION_MS = 10_000

export function warnBeforeSessionEnds(): void {
  const region = document.querySelector<HTMLElement>('[data-module="session"]')
  if (region !== null) watch(region)
}

function watch(region: HTMLElement): void {
  const { renewAt = '', token = '', loginAt = '', keepAt = '' } = region.dataset
  const tabs = new BroadcastChannel('session')
  let endsAt = Date.now() + Number(region.dataset.endsIn)
  let shown: Shown | null = null
  let timer: number | undefined
  let lastFocus: HTMLElement | null = null

  tabs.addEventListener('message', ({ data }: MessageEvent<number>) => lengthen(data))
  tabs.postMessage(endsAt)
  document.addEventListener('page-renewed', ({ detail }: CustomEvent<Document>) => {
    const renewed = detail.querySelector<HTMLElement>('[data-module="session"]')
    if (renewed !== null) used(Number(renewed.dataset.endsIn))
  })
  // Timers stop while a computer sleeps.
  document.addEventListener('visibilitychange', update)
  document.addEventListener('focusin', ({ target }) => {
    if (!region.contains(target as Node)) lastFocus = target as HTMLElement
  })
  update()

  /** The server has extended the session: this tab and all others know. */
  function used(endsIn: number): void {
    lengthen(Date.now() + endsIn)
    tabs.postMessage(endsAt)
  }

  function lengthen(end: number): void {
    if (end <= endsAt) return
    endsAt = end
    for (const time of document.querySelectorAll('[data-part="session-end"]'))
      time.textContent = istanbulTimeOf(new Date(endsAt).toISOString())
    update()
  }

  function update(): void {
    window.clearTimeout(timer)
    const leftMs = endsAt - Date.now()
    if (leftMs <= 0) return show('ended')
    timer = window.setTimeout(update, leftMs > WARNING_MS ? leftMs - WARNING_MS : leftMs)
    if (leftMs > WARNING_MS) return shown === 'renewed' ? undefined : show(null)
    if (shown !== 'last') show('ending')
  }

  function show(what: Shown | null): void {
    if (what === shown) return
    shown = what
    const template = what === null ? null : document.getElementById(`session-${what}`)
    region.replaceChildren(
      ...(template instanceof HTMLTemplateElement ? [template.content.cloneNode(true)] : []),
    )
    for (const time of region.querySelectorAll('[data-part="time"]'))
      time.textContent = istanbulTimeOf(new Date(endsAt).toISOString())
    region.querySelector('[data-part="renew"]')?.addEventListener('click', () => void renew())
    region.querySelector('[data-part="sign-in"]')?.addEventListener('click', (event) => {
      event.preventDefault()
      void signIn()
    })
  }

  async function renew(): Promise<void> {
    const headers = { Accept: 'application/json', 'X-CSRF-Token': token }
    const answer = await fetch(renewAt, { method: 'POST', headers }).catch(() => null)
    if (answer?.status === 401) return show('ended')
    if (!answer?.ok) return region.querySelector('[data-part="failed"]')?.removeAttribute('hidden')
    const { endsIn } = (await answer.json()) as { endsIn: number }
    const hadFocus = region.contains(document.activeElement)
    if (endsIn <= WARNING_MS) show('last')
    else confirm(endsIn)
    if (hadFocus) (lastFocus ?? document.querySelector<HTMLElement>('main'))?.focus()
  }

  function confirm(endsIn: number): void {
    used(endsIn)
    show('renewed')
    window.setTimeout(() => {
      if (shown === 'renewed') show(null)
    }, CONFIRMATION_MS)
  }

  /** What is entered waits on the server until the same person has signed in. */
  async function signIn(): Promise<void> {
    const form = document.querySelector<HTMLFormElement>('form[data-module="single-submit"]')
    if (form !== null) await keepEntries(form, keepAt)
    window.location.assign(loginAt)
  }
}

/** `last`: the session cannot become any longer. */
type Shown = 'ending' | 'renewed' | 'last' | 'ended'

declare global {
  interface DocumentEventMap {
    /** Parts of the page were replaced from this new copy of it. */
    'page-renewed': CustomEvent<Document>
  }
}
