/** Sends a form only once, however often its button is clicked, and shows that on the button. */
export function sendOnce(content: ParentNode): void {
  for (const form of content.querySelectorAll<HTMLFormElement>(
    'form[data-module="single-submit"]',
  )) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sending === 'true') return event.preventDefault()
      form.dataset.sending = 'true'
      if (event.submitter !== null) showSending(event.submitter)
    })
  }
}

/** A page restored from the back/forward cache can be sent again. */
export function reloadSentForms(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && document.querySelector('form[data-sending]') !== null)
      window.location.reload()
  })
}

/**
 * Not `disabled`: a disabled button's name and value would not be sent, and its focus would be
 * lost.
 */
function showSending(button: HTMLElement): void {
  button.setAttribute('aria-disabled', 'true')
  button.textContent = document.body.dataset.textSending ?? button.textContent
}
