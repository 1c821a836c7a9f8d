/**
 * The ready sentences of rejections (S50) as the head has changed them. A decision keeps the sentence
 * that held when it was made.
 */
import { isOwnReason } from '../../../../workflows/domain/reasons'
import type { OwnReason } from '../../../../workflows/domain/reasons'
import type { ReasonSentence } from '../../store/reasonSentences'
import { changeTexts } from './catalogue'
import { LANGUAGES } from './languages'

let sentences: ReadonlyMap<string, ReasonSentence['versions']> = new Map()

/** From now on, the pages of this process show these. */
export function showSentences(changed: readonly ReasonSentence[]): void {
  sentences = new Map(changed.map(({ _id, versions }) => [_id, versions]))
  const texts = changed.flatMap(({ _id, versions }) => [
    ...versions.map((version, index) => ({ key: versionKey(_id, index), version })),
    { key: currentKey(_id), version: versions.at(-1)! },
  ])
  const labels = changed.flatMap(({ _id, versions }) => {
    const { label } = versions.at(-1)!
    return label === undefined ? [] : [{ key: `rejectionReason.${_id}.label`, version: label }]
  })
  changeTexts(
    [...texts, ...labels].flatMap(({ key, version }) =>
      LANGUAGES.map((language) => ({ language, key, text: version[language] })),
    ),
  )
}

/** The reasons that the head has added, oldest first. */
export function ownReasons(): OwnReason[] {
  const addedAt = (code: string) => sentences.get(code)![0]!.at.getTime()
  return [...sentences.keys()]
    .filter((code) => isOwnReason(code))
    .sort((one, other) => addedAt(one) - addedAt(other))
}

/** The catalogue key of the sentence that a reason had at a time. */
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
