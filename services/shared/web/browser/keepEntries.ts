/** Sends what a form would send to the server, which shows it when the page is opened next. */

/** Goes on even if the entries cannot be kept. */
export async function keepEntries(form: HTMLFormElement, address: string): Promise<void> {
  const headers = { Accept: 'application/json' }
  await fetch(address, { method: 'POST', headers, body: entered(form) }).catch(() => undefined)
}

/** What the form would send, without passwords and files. */
export function entered(form: HTMLFormElement): URLSearchParams {
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
