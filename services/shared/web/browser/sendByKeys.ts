/** Ctrl+Enter (on a Mac also ⌘+Enter) anywhere on the page presses the button that says so. */
export function sendByKeys(): void {
  const button = document.querySelector<HTMLButtonElement>('button[data-keys="ctrl-enter"]')
  if (button === null) return
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
    event.preventDefault()
    button.form?.requestSubmit(button)
  })
}
