/** A form is sent once, however often its button is clicked while nothing seems to move. */
export function sendOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-module="single-submit"]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sending === 'true') {
        event.preventDefault()
        return
      }
      form.dataset.sending = 'true'
      markButton(event.submitter, 'true')
    })
  }
  // A page that comes back from the browser's memory can be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sending]')) {
      delete form.dataset.sending
      for (const button of form.querySelectorAll('button[aria-disabled]')) button.removeAttribute('aria-disabled')
    }
  })
}

/** Not `disabled`: a disabled button's name and value would not be sent, and its focus would be lost. */
function markButton(button: HTMLElement | null, disabled: 'true'): void {
  button?.setAttribute('aria-disabled', disabled)
}
