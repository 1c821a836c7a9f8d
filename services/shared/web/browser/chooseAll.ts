/**
 * Ticks all boxes of a list, or none. Without scripts it is a link that loads the page again with all
 * of them ticked.
 */
export function chooseAll(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-module="choose-all"]')) {
    const form = link.closest('form')
    if (form !== null) link.replaceWith(buttonInstead(link, boxesOf(form)))
  }
}

function boxesOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.elements].filter(
    (field): field is HTMLInputElement =>
      field instanceof HTMLInputElement && field.type === 'checkbox',
  )
}

function buttonInstead(link: HTMLAnchorElement, boxes: readonly HTMLInputElement[]): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'pyk-link-button'
  const areAllTicked = () => boxes.every((box) => box.checked)
  const showText = () => {
    button.textContent = (areAllTicked() ? link.dataset.textNone : link.dataset.textAll) ?? ''
  }
  button.addEventListener('click', () => {
    const ticked = !areAllTicked()
    for (const box of boxes) box.checked = ticked
    showText()
  })
  for (const box of boxes) box.addEventListener('change', showText)
  // Browsers restore the boxes of a page that is opened again.
  window.addEventListener('pageshow', showText)
  showText()
  return button
}
