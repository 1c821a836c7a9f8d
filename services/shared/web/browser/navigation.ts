/** On a phone the navigation is one row that scrolls: brings the current page into view. */
export function showCurrentEntry(): void {
  const list = document.querySelector<HTMLElement>('.pyk-nav__list')
  const current = list?.querySelector<HTMLElement>('[aria-current]')
  if (!list || !current) return
  const [row, entry] = [list.getBoundingClientRect(), current.getBoundingClientRect()]
  list.scrollLeft += entry.left - row.left - (row.width - entry.width) / 2
}
