/** The texts of the catalogues, as their files hold them. */
import { readFileSync } from 'node:fs'

/** The folders of all catalogues. */
export const FOLDERS = [
  'services/shared/locales',
  'services/portal/locales',
  'services/bureau/locales',
]

/** The texts of a folder by their whole keys, such as `form.save`. */
export const texts = (folder: string, language: 'tr' | 'en'): Map<string, string> =>
  new Map(leaves(JSON.parse(readFileSync(`${folder}/${language}.json`, 'utf8')) as object, ''))

function leaves(node: object, prefix: string): [string, string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] as [string, string]],
  )
}
