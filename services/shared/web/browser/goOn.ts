/**
 * Goes to the next page after an action. If that is the current page, replaces only what has
 * changed,
 * since a reload would lose answers and files that are not sent yet.
 * @returns the updated page, or null if the browser goes to another one
 */
export async function goOn(location: string): Promise<Document | null> {
  const target = new URL(location, window.location.href)
  if (target.pathname !== window.location.pathname || target.search !== window.location.search) {
    window.location.assign(target)
    return null
  }
  const answer = await fetch(target, { headers: { Accept: 'text/html' } }).catch(() => null)
  if (answer === null || !answer.ok || answer.redirected) {
    window.location.reload()
    return null
  }
  const updated = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-refresh][id]')) {
    const replacement = updated.getElementById(part.id)
    if (replacement !== null) part.replaceWith(replacement)
  }
  document.dispatchEvent(new CustomEvent('page-renewed', { detail: updated }))
  return updated
}
