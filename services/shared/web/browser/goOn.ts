/**
 * Goes on to the page that an act leads to. Where that is this very page, only what has changed is put in its place:
 * answers ticked and files chosen elsewhere on it, but not sent yet, would be lost by loading it anew.
 * @returns the page as it is now, or null when the browser goes to another one
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
  const anew = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-refresh][id]')) {
    const replacement = anew.getElementById(part.id)
    if (replacement !== null) part.replaceWith(replacement)
  }
  return anew
}
