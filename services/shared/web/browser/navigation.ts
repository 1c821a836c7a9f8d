/**
 * On a phone the navigation is one row that scrolls: brings the current page into view, and an entry
 * that takes the focus as a whole, since browsers leave one where it is that is partly in view.
 */
export function followNavigation(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('.pyk-nav__link')) center(target)
  })
}

export function showCurrentEntry(): void {
  const current = document.querySelector<HTMLElement>('.pyk-nav__link[aria-current]')
  if (current !== null) center(current)
}

function center(link: HTMLElement): void {
  const list = link.closest<HTMLElement>('.pyk-nav__list')!
  const [row, entry] = [list.getBoundingClientRect(), link.getBoundingClientRect()]
  list.scrollLeft += entry.left - row.left - (row.width - entry.width) / 2
}
