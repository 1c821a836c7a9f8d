/** Shows what the staff member will read while it is written: ready sentences and the clerk's own words. */
export function previewMessages(): void {
  document.addEventListener('input', follow)
  // When going back in history, browsers restore answers after scripts have run.
  window.addEventListener('pageshow', follow)
}

function follow(): void {
  for (const preview of document.querySelectorAll<HTMLElement>('[data-module="message-preview"]')) {
    const entered = new FormData(preview.closest('form')!)
    for (const line of preview.querySelectorAll<HTMLElement>('[data-answer-to]'))
      line.hidden = !entered.getAll(line.dataset.answerTo!).includes(line.dataset.answer!)
    for (const line of preview.querySelectorAll<HTMLElement>('[data-words-of]')) {
      const written = entered.get(line.dataset.wordsOf!)
      const words = typeof written === 'string' ? written.trim() : ''
      line.querySelector('[data-part="words"]')!.textContent = words
      line.hidden = words === ''
    }
    const said = '[data-answer-to]:not([hidden]), [data-words-of]:not([hidden])'
    preview.hidden = preview.querySelector(said) === null
  }
}
