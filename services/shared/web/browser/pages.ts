/** The pages of a paper: zoom without loading the page again, keys, and printing. */
export function enhancePages(): void {
  for (const pages of document.querySelectorAll<HTMLElement>('[data-module="pages"]'))
    enhance(pages)
}

type Way = 'in' | 'out' | 'fit'

/** Keys work only while the pages have the focus, so that they disturb nothing else. */
const WAY_OF_KEY: Record<string, Way> = { '+': 'in', '=': 'in', '-': 'out', '0': 'fit' }
const STEP_OF_KEY: Record<string, number> = { PageUp: -1, PageDown: 1 }

function enhance(pages: HTMLElement): void {
  const view = part(pages, 'view')
  const level = part(pages, 'level')
  const zooms = (view.dataset.zooms ?? '').split(' ')
  const links = [...pages.querySelectorAll<HTMLAnchorElement>('[data-zoom-way]')]
  const address = location.pathname

  function show(zoom: string): void {
    view.classList.remove(`pyk-pages__view--${view.dataset.zoom}`)
    view.classList.add(`pyk-pages__view--${zoom}`)
    view.dataset.zoom = zoom
    level.textContent = (level.dataset.text ?? '').replace('{zoom}', zoom)
    history.replaceState(null, '', `?zoom=${zoom}`)
    for (const link of links) {
      const to = after(link.dataset.zoomWay as Way)
      if (to === undefined) disable(link)
      else enable(link, `${address}?zoom=${to}`)
    }
  }

  function after(way: Way): string | undefined {
    return way === 'fit'
      ? '100'
      : zooms[zooms.indexOf(view.dataset.zoom ?? '') + (way === 'in' ? 1 : -1)]
  }

  /** Pictures further down are loaded only when they come near; on paper they would be missing. */
  function loadAll(): HTMLImageElement[] {
    const pictures = [...view.querySelectorAll('img')]
    for (const picture of pictures) picture.loading = 'eager'
    return pictures
  }

  async function printWhole(): Promise<void> {
    const pictures = loadAll()
    print.setAttribute('aria-disabled', 'true')
    // One that cannot be loaded is missing on the screen too.
    await Promise.allSettled(pictures.map((picture) => picture.decode()))
    print.removeAttribute('aria-disabled')
    window.print()
  }

  function zoomBy(way: Way): void {
    const to = after(way)
    if (to !== undefined) show(to)
  }

  for (const link of links) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      zoomBy(link.dataset.zoomWay as Way)
    })
  }
  view.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const way = WAY_OF_KEY[event.key]
    const step = STEP_OF_KEY[event.key]
    if (way !== undefined) zoomBy(way)
    else if (step === undefined || !turn(view, step)) return
    event.preventDefault()
  })

  const print = part(pages, 'print')
  print.addEventListener('click', () => void printWhole())
  print.hidden = false
  // The browser's own menu does not wait, but a second try then has every page.
  window.addEventListener('beforeprint', loadAll)
  part(pages, 'keys').hidden = false
}

/** Scrolls to the next or the previous page; false if there is none. */
function turn(view: HTMLElement, step: number): boolean {
  const all = [...view.children]
  const shown = all.findIndex(
    (page) => page.getBoundingClientRect().bottom > window.innerHeight / 2,
  )
  const target = all[shown + step]
  target?.scrollIntoView()
  return target !== undefined
}

function enable(link: HTMLAnchorElement, href: string): void {
  link.href = href
  link.removeAttribute('aria-disabled')
  link.removeAttribute('role')
}

/** The link keeps the focus that a press gave it. */
function disable(link: HTMLAnchorElement): void {
  link.setAttribute('aria-disabled', 'true')
}

function part(pages: HTMLElement, name: string): HTMLElement {
  return pages.querySelector<HTMLElement>(`[data-part="${name}"]`)!
}
