/**
 * Opens the next request in place after a decision. Its pictures were loaded while the clerk looked
 * at the current one; pages and pictures are never cached, so only this page's memory can hold them.
 */

/** Address of a picture, and where it is in memory. */
type Pictures = Map<string, string>

/** @param enhance adds what scripts do to a new content of the page */
export function openNextInPlace(enhance: (main: HTMLElement) => void): void {
  let ahead = loadAhead()
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented || form.closest('[data-module="review"]') === null) return
    if (form.id !== 'decision-form' || !isGoingOn(event.submitter)) return
    event.preventDefault()
    void send(form, event.submitter)
  })
  window.addEventListener('popstate', () => window.location.reload())

  async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
    const body = new URLSearchParams(
      new FormData(form, button) as unknown as Record<string, string>,
    )
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null)
    const page = answer === null ? null : await pageIn(answer)
    // The same form sent twice is one decision, so the browser may send it again.
    if (page === null) return sendAgain(form, body)
    const isElsewhere = page.querySelector('.pyk-masthead__account') === null
    if (isElsewhere) return window.location.assign(answer!.url)
    show(page, answer!.redirected ? answer!.url : window.location.href)
  }

  function show(page: Document, address: string): void {
    const used = ahead
    const main = page.querySelector('main')!
    for (const picture of main.querySelectorAll('img')) {
      const loaded = used.get(picture.getAttribute('src') ?? '')
      if (loaded !== undefined) picture.src = loaded
    }
    if (address !== window.location.href) history.pushState(null, '', address)
    document.dispatchEvent(new Event('page-left'))
    document.title = page.title
    document.querySelector('main')!.replaceWith(document.adoptNode(main))
    takeOver(page, '.pyk-nav__list')
    takeOver(page, '.pyk-languages')
    window.scrollTo(0, 0)
    document.dispatchEvent(new CustomEvent('page-renewed', { detail: page }))
    enhance(main)
    if (!main.contains(document.activeElement)) main.focus({ preventScroll: true })
    void forget(used, main)
    ahead = loadAhead()
  }
}

/** Whether the button goes on to the next request; the others leave to another page. */
function isGoingOn(button: HTMLElement | null): boolean {
  return button instanceof HTMLButtonElement && button.value === 'next'
}

async function pageIn(answer: Response): Promise<Document | null> {
  if (!(answer.headers.get('Content-Type') ?? '').startsWith('text/html')) return null
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

/** By the browser, which shows its own page if the server does not answer. */
function sendAgain(form: HTMLFormElement, body: URLSearchParams): void {
  const then = document.createElement('input')
  then.type = 'hidden'
  then.name = 'then'
  then.value = body.get('then') ?? ''
  form.append(then)
  form.submit()
}

function takeOver(page: Document, selector: string): void {
  const next = page.querySelector(selector)
  if (next !== null) document.querySelector(selector)?.replaceWith(document.adoptNode(next))
}

/** Loads the pictures of the next request, one after the other. */
function loadAhead(): Pictures {
  const pictures: Pictures = new Map()
  const review = document.querySelector<HTMLElement>('[data-module="review"]')
  const addresses = (review?.dataset.nextPictures ?? '').split(' ').filter(Boolean)
  void (async () => {
    for (const address of addresses) {
      const answer = await fetch(address, { priority: 'low' }).catch(() => null)
      if (answer?.ok) pictures.set(address, URL.createObjectURL(await answer.blob()))
    }
  })()
  return pictures
}

/** Frees the memory of the pictures once the page has drawn its own. */
async function forget(pictures: Pictures, main: HTMLElement): Promise<void> {
  await Promise.allSettled([...main.querySelectorAll('img')].map((picture) => picture.decode()))
  for (const address of pictures.values()) URL.revokeObjectURL(address)
}
