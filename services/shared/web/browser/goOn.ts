/** `elsewhere`: the browser opens another page; `offline`: the server cannot be reached. */
export type Arrival = Document | 'elsewhere' | 'offline'

/**
 * Goes to the next page after an action. If that is the current page, replaces only what has
 * changed, since a reload would lose answers and files that are not sent yet.
 * @param leaving called before the browser opens another page
 */
export async function goOn(location: string, leaving: () => Promise<void>): Promise<Arrival> {
  const target = new URL(location, window.location.href)
  if (target.pathname !== window.location.pathname || target.search !== window.location.search) {
    // The browser's own error page would take the place of this one.
    if (!(await isReachable())) return 'offline'
    await leaving()
    window.location.assign(target)
    return 'elsewhere'
  }
  const answer = await pageAt(target, false)
  if (answer === null) return 'offline'
  if (isPage(answer)) return replaceParts(answer, false)
  await leaving()
  window.location.reload()
  return 'elsewhere'
}

/** Asks for something small that has no effect. */
function isReachable(): Promise<boolean> {
  return fetch('/health/live', { cache: 'no-store' }).then(
    () => true,
    () => false,
  )
}

/** The element with the messages of the last action. */
const MESSAGES = 'messages'

/**
 * Replaces the parts of the page with `data-refresh`; the rest stays, with what was typed in it.
 * @param byItself whether nobody has asked for it: then the messages stay, and those for the page
 *   that a person may be on the way to are left to it
 * @returns the updated page, or null if it could not be loaded
 */
export async function renewParts(target: URL, byItself = false): Promise<Document | null> {
  const answer = await pageAt(target, byItself)
  return answer !== null && isPage(answer) ? replaceParts(answer, byItself) : null
}

/** Null when the server cannot be reached. */
function pageAt(target: URL, byItself: boolean): Promise<Response | null> {
  const headers = { Accept: 'text/html', 'X-Renewal': byItself ? 'by-itself' : 'asked' }
  return fetch(target, { headers }).catch(() => null)
}

/** Not a fault, nor another page such as the login. */
function isPage({ ok, redirected }: Response): boolean {
  return ok && !redirected
}

async function replaceParts(answer: Response, byItself: boolean): Promise<Document> {
  const updated = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll<HTMLElement>('[data-refresh][id]')) {
    if (byItself && part.id === MESSAGES) continue
    const replacement = updated.getElementById(part.id)
    if (replacement !== null) replaceKeepingFocus(part, replacement)
  }
  document.dispatchEvent(new CustomEvent('page-renewed', { detail: updated }))
  return updated
}

/** Somebody who moves through the page by keyboard stays where they are. */
function replaceKeepingFocus(part: HTMLElement, replacement: HTMLElement): void {
  const focusable = 'a[href], button, input, select, textarea'
  const position = [...part.querySelectorAll(focusable)].indexOf(document.activeElement!)
  const href = document.activeElement?.getAttribute('href')
  part.replaceWith(replacement)
  if (position === -1) return
  const candidates = [...replacement.querySelectorAll<HTMLElement>(focusable)]
  const same = candidates.find((element) => href && element.getAttribute('href') === href)
  ;(same ?? candidates[position])?.focus()
}
