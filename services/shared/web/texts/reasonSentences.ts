/**
 * The ready sentences of rejections (S50) as the head has changed them. A decision keeps the sentence
 * that held when it was made.
 */
import type { ReasonSentence } from '../../store/reasonSentences'
import { changeTexts, LANGUAGES } from './catalogue'

let sentences: ReadonlyMap<string, ReasonSentence['versions']> = new Map()

/** From now on, the pages of this process show these. */
export function showSentences(changed: readonly ReasonSentence[]): void {
  sentences = new Map(changed.map(({ _id, versions }) => [_id, versions]))
  const texts = changed.flatMap(({ _id, versions }) => [
    ...versions.map((version, index) => ({ key: versionKey(_id, index), version })),
    { key: currentKey(_id), version: versions.at(-1)! },
  ])
  changeTexts(
    texts.flatMap(({ key, version }) =>
      LANGUAGES.map((language) => ({ language, key, text: version[language] })),
    ),
  )
}

/** The catalogue key of what the applicant was told for a reason at a time. */
export function sentenceKey(reason: string, at: Date): string {
  const index = sentences.get(reason)?.findLastIndex((version) => version.at <= at) ?? -1
  return index === -1 ? currentKey(reason) : versionKey(reason, index)
}

/** Whether clerks cannot choose a reason any more. */
export function isRetired(reason: string): boolean {
  return sentences.get(reason)?.at(-1)?.isRetired ?? false
}

function currentKey(reason: string): string {
  return `rejectionReason.${reason}.sentence`
}

/** Only in memory, for texts that no catalogue has. */
function versionKey(reason: string, index: number): string {
  return `reasonVersion ${reason} ${index}`
}
