/** Shows what the staff member will read while a rejection is written: sentences and explanation. */
export function previewRejection(): void {
  document.addEventListener('input', follow)
  // When going back in history, browsers restore answers after scripts have run.
  window.addEventListener('pageshow', follow)
}

function follow(): void {
  for (const preview of document.querySelectorAll<HTMLElement>(
    '[data-module="rejection-preview"]',
  )) {
    const entered = new FormData(preview.closest('form')!)
    const chosen = entered.getAll('reasons')
    for (const line of preview.querySelectorAll<HTMLElement>('[data-reason]'))
      line.hidden = !chosen.includes(line.dataset.reason!)
    const explanation = entered.get('explanation')
    const text = typeof explanation === 'string' ? explanation.trim() : ''
    preview.querySelector('[data-part="explanation"]')!.textContent = text
    preview.hidden = chosen.length === 0 && text === ''
  }
}
