/**
 * Keeps the error summary and the page title up to date when scripts change the error of a field.
 */

/**
 * @param field id of the field's control, the target of the summary's links
 * @param said the current errors, one per line; null if there are none
 */
export function tellInSummary(field: string, said: string | null): void {
  const summary = document.querySelector('.govuk-error-summary')
  const list = summary?.querySelector('.govuk-error-summary__list')
  if (!summary || !list) return
  const fieldOf = (item: Element) => item.querySelector('a')?.getAttribute('href')?.slice(1) ?? ''
  for (const item of [...list.children]) if (fieldOf(item) === field) item.remove()
  const now = said === null ? [] : said.split('\n').map((text) => linkTo(field, text))
  const next = [...list.children].find((item) => comesAfter(fieldOf(item), field)) ?? null
  for (const item of now) list.insertBefore(item, next)
  if (list.children.length > 0) return
  summary.remove()
  document.title = document.title.replace(document.body.dataset.textErrorTitle ?? '', '')
}

/** Whether one control comes after another on the page, which is the order of the list. */
function comesAfter(one: string, other: string): boolean {
  const [control, otherControl] = [document.getElementById(one), document.getElementById(other)]
  if (control === null || otherControl === null) return false
  return (otherControl.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function linkTo(field: string, text: string): HTMLElement {
  const link = document.createElement('a')
  link.href = `#${field}`
  link.textContent = text
  const item = document.createElement('li')
  item.append(link)
  return item
}
