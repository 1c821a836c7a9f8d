/** On a narrow screen the bar is longer than the page is wide: it opens at the entry one is at. */
export function showCurrentPage(): void {
  const current = document.querySelector<HTMLElement>('.pyk-nav__link[aria-current]')
  const bar = current?.closest('ul')
  if (!current || !bar) return
  bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2
}
