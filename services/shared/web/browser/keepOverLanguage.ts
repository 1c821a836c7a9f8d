import { entered, keepEntries } from './keepEntries'

/**
 * Keeps the entries of the page's form when the language changes: sends them to the server, which
 * shows them on the reloaded page. Without scripts the switch is a plain link; as a button of the
 * form
 * it would be the one that Enter presses. Before login the entries stay in the tab.
 */
export function keepOverLanguage(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-module="single-submit"]')
  const languages = document.querySelector<HTMLElement>('[data-module="keep-over-language"]')
  if (form === null || languages === null) return
  refill(form)
  for (const link of languages.querySelectorAll('a')) {
    link.addEventListener('click', (event) => {
      // Opening another tab leaves this page unchanged.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      void keep(form, languages.dataset.keepAt).then(() => window.location.assign(link.href))
    })
  }
}

/** Before login there is nobody to keep it for; then it stays in the tab. */
function keep(form: HTMLFormElement, address: string | undefined): Promise<void> {
  return address === undefined ? Promise.resolve(keepInTab(form)) : keepEntries(form, address)
}

/** Key in sessionStorage for the entries of a page that is reloaded in another language. */
const IN_TAB = 'entered'

function keepInTab(form: HTMLFormElement): void {
  const fields = Object.fromEntries([...entered(form)].filter(([name]) => isText(form, name)))
  sessionStorage.setItem(IN_TAB, JSON.stringify({ page: window.location.pathname, fields }))
}

/** Restores the entries kept for this page, once. */
function refill(form: HTMLFormElement): void {
  const kept = sessionStorage.getItem(IN_TAB)
  if (kept === null) return
  sessionStorage.removeItem(IN_TAB)
  const { page, fields } = JSON.parse(kept) as { page: string; fields: Record<string, string> }
  if (page !== window.location.pathname) return
  for (const [name, value] of Object.entries(fields)) {
    ;(form.elements.namedItem(name) as HTMLInputElement).value = value
  }
}

/** Hidden fields, such as the CSRF token, belong to the server. */
function isText(form: HTMLFormElement, name: string): boolean {
  const control = form.elements.namedItem(name)
  return control instanceof HTMLInputElement && control.type === 'text'
}
