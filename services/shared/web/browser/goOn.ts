/**
 * Goes to the next page after an action. If that is the current page, replaces only what has
 * changed, since a reload would lose answers and files that are not sent yet.
 * @returns the updated page, or null if the browser goes to another one
 */
export async function goOn(location: string): Promise<Document | null> {
  const target = new URL(location, window.location.href)
  if (target.pathname !== window.location.pathname || target.search !== window.location.search) {
    window.location.assign(target)
    return null
  }
  const updated = await renewParts(target)
  if (updated === null) window.location.reload()
  return updated
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
  const headers = { Accept: 'text/html', 'X-Renewal': byItself ? 'by-itself' : 'asked' }
  const answer = await fetch(target, { headers }).catch(() => null)
  if (answer === null || !answer.ok || answer.redirected) return null
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
