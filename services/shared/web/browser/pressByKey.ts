/**
 * Single keys: an element with `data-key` is chosen, focused or pressed by that key. The server
 * leaves the attribute out for accounts that have turned single keys off (WCAG 2.1.4).
 */
export function pressByKey(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    if (document.querySelector('dialog[open]') !== null) return
    const focused = document.activeElement
    if (isForTyping(focused)) return leave(event, focused)
    const key = event.key.toLowerCase()
    const wanted = [...document.querySelectorAll<HTMLElement>('[data-key]')].find(
      (element) => element.dataset.key === key && element.checkVisibility(),
    )
    if (wanted === undefined) return
    event.preventDefault()
    press(wanted)
  })
}

/** An answer with its label, whose own marks are drawn by GOV.UK. */
const ANSWER = '.govuk-radios__item, .govuk-checkboxes__item'

/** Shows the single keys on what they press, and names all keys to screen readers. */
export function markKeys(content: ParentNode): void {
  for (const button of content.querySelectorAll('button[data-keys="ctrl-enter"]'))
    button.setAttribute('aria-keyshortcuts', 'Control+Enter')
  for (const element of content.querySelectorAll<HTMLElement>('[data-key]')) {
    const { key = '' } = element.dataset
    const others = element.getAttribute('aria-keyshortcuts') ?? ''
    element.setAttribute('aria-keyshortcuts', `${others} ${key}`.trim())
    const shownOn = element.closest<HTMLElement>(ANSWER) ?? element
    if (!isForTyping(element)) shownOn.dataset.shownKey = key.toUpperCase()
  }
}

function press(element: HTMLElement): void {
  if (element instanceof HTMLInputElement) element.click()
  if (element.matches('input, textarea, [tabindex]')) element.focus()
  else element.click()
}

/** Escape leaves a text, so that the keys work again. */
function leave(event: KeyboardEvent, text: HTMLElement): void {
  if (event.key === 'Escape' && text.dataset.key !== undefined) text.blur()
}

function isForTyping(element: Element | null): element is HTMLElement {
  return (
    element instanceof HTMLElement &&
    element.matches('textarea, select, input:not([type="radio"], [type="checkbox"])')
  )
}
