/**
 * Ends an open review that needs no decision any more, because a colleague or the applicant was first:
 * a notice says so, and nothing can be sent; what was written stays to be read and copied.
 * @param text why
 * @returns whether the page is a review
 */
export function endReview(text: string): boolean {
  const notice = document.querySelector<HTMLElement>('[data-module="review-over"]')
  const column = notice?.closest('#decision')
  if (!notice || !column) return false
  const had = document.activeElement
  notice.querySelector('[data-part="text"]')!.textContent = text
  notice.hidden = false
  for (const button of column.querySelectorAll<HTMLButtonElement>('button[type="submit"]')) {
    button.disabled = true
    button.hidden = true
  }
  for (const words of column.querySelectorAll('textarea')) words.readOnly = true
  for (const way of column.querySelectorAll('[data-action]'))
    way.closest<HTMLElement>('p')!.hidden = true
  if (had instanceof HTMLElement && column.contains(had) && !had.checkVisibility())
    notice.querySelector('a')?.focus()
  return true
}
