/**
 * The switch of language keeps what is entered in the page's form: it goes to the server first, which shows it on the page
 * that is opened anew, as after a fault. Without scripts the switch is a plain link; were it a button of the form, it would
 * be the first one on the page, which Enter in a field presses. Before login the server
 * keeps nothing: what was entered stays in the tab.
 */
export function keepOverLanguage(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-module="single-submit"]')
  const languages = document.querySelector<HTMLElement>('[data-module="keep-over-language"]')
  if (form === null || languages === null) return
  refill(form)
  for (const link of languages.querySelectorAll('a')) {
    link.addEventListener('click', (event) => {
      // Another tab leaves this page as it is.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      void keep(form, languages.dataset.keepAt).then(() => window.location.assign(link.href))
    })
  }
}

/** Whatever comes of it, the language is switched. */
async function keep(form: HTMLFormElement, address: string | undefined): Promise<void> {
  if (address === undefined) return keepInTab(form)
  const headers = { Accept: 'application/json' }
  await fetch(address, { method: 'POST', headers, body: entered(form) }).catch(() => undefined)
}

/** What the form would send, but for passwords, shown or not, and files. */
function entered(form: HTMLFormElement): URLSearchParams {
  const fields = new FormData(form)
  for (const { name } of form.querySelectorAll<HTMLInputElement>(
    '[data-module="govuk-password-input"] input',
  )) {
    fields.delete(name)
  }
  const texts = [...fields].filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  )
  return new URLSearchParams(texts)
}

/** Where a tab keeps what was entered while the page is opened in another language. */
const IN_TAB = 'entered'

function keepInTab(form: HTMLFormElement): void {
  const fields = Object.fromEntries([...entered(form)].filter(([name]) => isText(form, name)))
  sessionStorage.setItem(IN_TAB, JSON.stringify({ page: window.location.pathname, fields }))
}

/** Fills in once what the tab kept for this page. */
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

/** Hidden fields, such as the CSRF token, are the server's. */
function isText(form: HTMLFormElement, name: string): boolean {
  const control = form.elements.namedItem(name)
  return control instanceof HTMLInputElement && control.type === 'text'
}
