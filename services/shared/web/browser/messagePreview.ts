/** Shows what the staff member will read while it is written: ready sentences and the clerk's own words. */
export function previewMessages(): void {
  document.addEventListener('input', ({ target }) => {
    follow()
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
      showLineOf(target)
  })
  // When going back in history, browsers restore answers after scripts have run.
  window.addEventListener('pageshow', follow)
}

/** A long preview scrolls: what was just chosen or written comes into sight. */
function showLineOf({ name, value, form }: HTMLInputElement | HTMLTextAreaElement): void {
  for (const preview of form?.querySelectorAll('[data-module="message-preview"]') ?? []) {
    const line =
      preview.querySelector(
        `[data-answer-to="${CSS.escape(name)}"][data-answer="${CSS.escape(value)}"]:not([hidden])`,
      ) ?? preview.querySelector(`[data-words-of="${CSS.escape(name)}"]:not([hidden])`)
    if (line === null) continue
    const below = line.getBoundingClientRect().bottom - preview.getBoundingClientRect().bottom
    const above = line.getBoundingClientRect().top - preview.getBoundingClientRect().top
    if (below > 0) preview.scrollTop += below + PREVIEW_MARGIN
    else if (above < 0) preview.scrollTop += above - PREVIEW_MARGIN
  }
}

/** Pixels next to a line that has come into sight. */
const PREVIEW_MARGIN = 8

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
