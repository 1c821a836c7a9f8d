/**
 * On a phone the navigation is one row that scrolls: brings the current page into view, and an entry
 * that takes the focus as a whole, since browsers leave one where it is that is partly in view.
 */
export function followNavigation(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('.pyk-nav__link')) bringIn(target)
  })
}

export function showCurrentEntry(): void {
  const current = document.querySelector<HTMLElement>('.pyk-nav__link[aria-current]')
  if (current !== null) bringIn(current)
}

/**
 * As near to the middle as it goes with a whole entry at the left, so that no part of a word stands
 * there.
 */
function bringIn(link: HTMLElement): void {
  const list = link.closest<HTMLElement>('.pyk-nav__list')!
  const row = list.getBoundingClientRect()
  const entry = link.closest('.pyk-nav__item')!.getBoundingClientRect()
  const startOf = ({ left }: DOMRect) => Math.floor(left - row.left + list.scrollLeft)
  const middle = startOf(entry) - (row.width - entry.width) / 2
  const starts = [...list.children].map((item) => startOf(item.getBoundingClientRect()))
  list.scrollLeft = starts.find((start) => start >= middle) ?? startOf(entry)
}
