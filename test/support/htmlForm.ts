/** Forms as a browser without scripts sends them, read from the HTML of a page. */

export interface HtmlForm {
  action: string
  /** What the button would send now. */
  fields: Record<string, string>
}

/**
 * The form that a button belongs to, with the current values of its fields.
 * @throws if the page has no such button
 */
export function formWithButton(html: string, text: string): HtmlForm {
  for (const [whole, attributes, inner] of html.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)) {
    const button = [...inner!.matchAll(/<button\b([^>]*)>([^]*?)<\/button>/g)].find(
      ([, of, label]) =>
        attribute(of!, 'form') === null &&
        label!.replace(/<kbd[^>]*>[^<]*<\/kbd>|<[^>]*>/g, '').trim() === text,
    )
    if (button === undefined) continue
    const name = attribute(button[1]!, 'name')
    const pressed = name === null ? {} : { [name]: attribute(button[1]!, 'value') ?? '' }
    return {
      action: attribute(attributes!, 'action') ?? '',
      fields: { ...fieldsIn(whole), ...pressed },
    }
  }
  throw new Error(`The page has no button “${text}”`)
}

/**
 * The upload of a field as a browser without scripts sends it: the whole form, to the address of
 * the button next to the field.
 * @throws when the page has no such field
 */
export function uploadForm(html: string, field: string): HtmlForm {
  const [, send] = /<button\b([^>]*data-part="send"[^>]*)>/.exec(uploadFieldOf(html, field))!
  const formId = attribute(send!, 'form')
  const form = [...html.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)].find(
    ([, of]) => attribute(of!, 'id') === formId,
  )
  if (form === undefined) throw new Error(`The upload field ${field} belongs to no form`)
  return { action: attribute(send!, 'formaction')!, fields: fieldsIn(form[0]) }
}

/** The address of the link with a text; null if there is no such link. */
export function linkTo(html: string, text: string): string | null {
  const link = [...html.matchAll(/<a\b([^>]*)>([^]*?)<\/a>/g)].find(
    ([, , label]) => label!.replace(/<[^>]*>/g, '').trim() === text,
  )
  return link === undefined ? null : attribute(link[1]!, 'href')
}

/** The HTML of an upload field, up to the next one. */
export function uploadFieldOf(html: string, field: string): string {
  const [, found] = html.split(`id="${field}-field" data-module="upload"`)
  if (found === undefined) throw new Error(`The page has no upload field ${field}`)
  return found.split('data-module="upload"')[0]!
}

/** The fields inside a form; those with a `form` attribute belong to another one. */
function fieldsIn(form: string): Record<string, string> {
  const inputs = [...form.matchAll(/<input\b([^>]*)>/g)].map(([, of]) => of!)
  return fieldsOf(inputs.filter((of) => attribute(of, 'form') === null))
}

function fieldsOf(inputs: readonly string[]): Record<string, string> {
  const fields = inputs.flatMap((of): [string, string][] => {
    const name = attribute(of, 'name')
    const type = attribute(of, 'type')
    const unchosen = (type === 'radio' || type === 'checkbox') && !/\schecked\b/.test(of)
    return name === null || type === 'file' || unchosen
      ? []
      : [[name, attribute(of, 'value') ?? '']]
  })
  return Object.fromEntries(fields)
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${tag}`)
  return found === null
    ? null
    : found[1]!
        .replace(/&amp;/g, '&')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
}
