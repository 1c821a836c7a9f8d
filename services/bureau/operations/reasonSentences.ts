/** The ready sentences of rejections, as the head changes them; nothing that was said is lost. */
import { isOwnReason } from '../../../workflows/domain/reasons'
import type { OwnReason, RejectionReason } from '../../../workflows/domain/reasons'
import type { Store } from '../../shared/store/connection'
import type { ReasonSentence, SentenceVersion } from '../../shared/store/reasonSentences'
import { showSentences } from '../../shared/web/texts/reasonSentences'

/** The sentences that were changed; the others are those of the catalogue. */
export function changedSentences(store: Store): Promise<ReasonSentence[]> {
  return store.reasonSentences.find().lean().exec()
}

/** @returns null if it was never changed */
export function changedSentence(
  store: Store,
  reason: RejectionReason,
): Promise<ReasonSentence | null> {
  return store.reasonSentences.findById(reason).lean().exec()
}

/** Whatever another process has changed, the pages of this one show it from now on. */
export async function showCurrentSentences(store: Store): Promise<void> {
  showSentences(await changedSentences(store))
}

/** The first version of a reason that the head adds. */
export async function addReason(
  store: Store,
  reason: OwnReason,
  first: SentenceVersion,
): Promise<void> {
  await store.reasonSentences.create({ _id: reason, versions: [first] })
  await showCurrentSentences(store)
}

/** Which of these reasons the head has added. */
export async function addedReasons(
  store: Pick<Store, 'reasonSentences'>,
  reasons: readonly RejectionReason[],
): Promise<ReadonlySet<string>> {
  const own = reasons.filter(isOwnReason)
  if (own.length === 0) return new Set()
  const found = await store.reasonSentences.find({ _id: { $in: own } }, { _id: 1 }).lean()
  return new Set(found.map(({ _id }) => _id))
}

/**
 * Says from now on something else for a reason.
 * @param original the sentence of the catalogue, which becomes the first version; null for a reason
 *   that the head has added
 */
export async function changeSentence(
  store: Store,
  reason: RejectionReason,
  change: SentenceVersion,
  original: Pick<SentenceVersion, 'tr' | 'en'> | null,
): Promise<void> {
  if (original !== null) {
    const first: SentenceVersion = { ...original, isRetired: false, by: null, at: new Date(0) }
    await store.reasonSentences.updateOne(
      { _id: reason },
      { $setOnInsert: { versions: [first] } },
      { upsert: true },
    )
  }
  await store.reasonSentences.updateOne({ _id: reason }, { $push: { versions: change } })
  // Reviews and the pages of this process show it at once, others within seconds.
  await showCurrentSentences(store)
}

/** Names of those who changed a sentence. */
export async function namesOfHeads(
  store: Store,
  { versions }: ReasonSentence,
): Promise<ReadonlyMap<string, string>> {
  const ids = versions.flatMap(({ by }) => by ?? [])
  const named = await store.accounts.find({ _id: { $in: ids } }, { name: 1 }).lean()
  return new Map(named.map(({ _id, name }) => [_id, name]))
}
