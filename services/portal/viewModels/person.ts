/** A relative in headings and rows: name, relation and date of birth. */
import { formatBirthDate } from '../../../workflows/domain/birthDate'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import type { RelativeView } from '../operations/relatives'

export interface PersonHeading {
  name: string
  /** Relation and date of birth, as far as it is known. */
  detail: string
}

export function personHeading(
  { person, relation }: Pick<RelativeView, 'person' | 'relation'>,
  t: Translate,
): PersonHeading {
  return {
    name: fullName(person),
    detail: `${t(`relation.${relation}`)} · ${formatBirthDate(person.birthDate)}`,
  }
}

export function fullName({
  name,
  surname,
}: Pick<RelativeView['person'], 'name' | 'surname'>): string {
  return `${name} ${surname}`
}

/** The vowels of Turkish, each with the suffix that vowel harmony requires. */
const SUFFIX_AFTER: Record<string, string> = {
  ...{ a: 'ın', ı: 'ın', â: 'ın', o: 'un', u: 'un', û: 'un' },
  ...{ e: 'in', i: 'in', î: 'in', ö: 'ün', ü: 'ün' },
}

/** The genitive of a name: `Çağla Doğan’ın`, `Ömer Koca’nın`; in English `Çağla Doğan’s`. */
export function genitive(name: string, language: Language): string {
  if (language === 'en') return `${name}’s`
  const letters = Array.from(name.toLocaleLowerCase('tr'))
  const lastVowel = letters.findLast((letter) => letter in SUFFIX_AFTER)
  const suffix = SUFFIX_AFTER[lastVowel ?? 'i']!
  return letters.at(-1) === lastVowel ? `${name}’n${suffix}` : `${name}’${suffix}`
}
