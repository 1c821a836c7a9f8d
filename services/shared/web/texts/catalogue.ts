/** The texts of an app: the shared catalogue and the app's own, Turkish and English, as one. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import i18next from 'i18next'
import type { i18n } from 'i18next'
import type { TextValues } from '../routing/errors'
import { onDay } from './format/onDay'
import type { Language } from './languages'

/** Returns the text of a key in one language. */
export type Translate = (key: string, values?: TextValues) => string

/** Texts that were changed since the catalogues were written, by language and key. */
const changed = new Map<string, string>()

/** Replaces texts, or adds them. They take no values. */
export function changeTexts(
  texts: readonly { language: Language; key: string; text: string }[],
): void {
  for (const { language, key, text } of texts) changed.set(changedKey(language, key), text)
}

function changedKey(language: Language, key: string): string {
  return `${language} ${key}`
}

export interface Catalogue {
  inLanguage(language: Language): Translate
  defines(key: string): boolean
}

/** The folders of an app's texts, relative to the root. */
export const catalogueFolders = (app: string) => [
  'services/shared/locales',
  `services/${app}/locales`,
]

/**
 * Reads the texts of an app at startup.
 * @param folders each with a tr.json and an en.json, whose top-level keys are merged
 */
export function loadCatalogue(folders: readonly string[]): Catalogue {
  const texts = (language: Language): Record<string, object> =>
    Object.fromEntries(
      folders.flatMap((folder) => Object.entries(readTexts(path.join(folder, `${language}.json`)))),
    )
  const instance: i18n = i18next.createInstance()
  void instance.init({
    resources: { tr: { translation: texts('tr') }, en: { translation: texts('en') } },
    fallbackLng: 'tr',
    // Templates escape values, so texts must not be escaped twice.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  instance.services.formatter?.add('onDay', onDay)
  const translators = { tr: translator('tr'), en: translator('en') }
  return {
    inLanguage: (language) => translators[language],
    defines: (key) => instance.exists(key),
  }

  function translator(language: Language): Translate {
    const translate = instance.getFixedT(language)
    // A page asks for some 150 texts, most of them without values and the same on every page.
    const withoutValues = new Map<string, string>()
    return (key, values) =>
      changed.get(changedKey(language, key)) ??
      (values === undefined ? plainText(key) : translate(key, values))

    function plainText(key: string): string {
      const text = withoutValues.get(key) ?? translate(key)
      withoutValues.set(key, text)
      return text
    }
  }
}

function readTexts(file: string): Record<string, object> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>
}
