/**
 * Ctrl+Enter (on a Mac also ⌘+Enter) presses the button that says so, unless the focus is in another
 * part of the page than the button's form, or the part marked for it. On a link the browser opens a
 * tab, and an open dialog is in front of the form.
 */
export function sendByKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
    const button = document.querySelector<HTMLButtonElement>(
      'button[data-keys="ctrl-enter"]:enabled',
    )
    if (button === null) return
    const scope = button.closest('[data-keys-scope]') ?? button.form
    const focused = document.activeElement
    if (focused === null || focused.closest('a') !== null) return
    // After a click next to the form, what is around it has the focus.
    if (!scope?.contains(focused) && !focused.contains(button)) return
    if (document.querySelector('dialog[open]') !== null) return
    event.preventDefault()
    button.form?.requestSubmit(button)
  })
}
