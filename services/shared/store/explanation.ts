import { Schema } from 'mongoose'
import type { Model } from 'mongoose'
import type { RequestRecord } from './request'

/**
 * Free text about a request; it is stored only here and never reaches a run (D12). It is what a
 * clerk wrote about a rejection (S45), whose id the signal carries, or which reason `other` of a
 * cancellation is (S58), under the id of the request itself.
 */
export interface Explanation {
  _id: string
  requestId: string
  text: string
  by: string
  at: Date
}

/**
 * The filter of an explanation, by which it is always read: a decision that names the text of another
 * request finds none.
 */
export function ofItsRequest({
  _id,
  requestId,
}: Pick<Explanation, '_id' | 'requestId'>): Pick<Explanation, '_id' | 'requestId'> {
  return { _id, requestId }
}

/** One explanation of a request; null if there is none with this id. */
export async function explanationText(
  explanations: Model<Explanation>,
  requestId: string,
  id: string | null | undefined,
): Promise<string | null> {
  if (id == null) return null
  const named = ofItsRequest({ _id: id, requestId })
  return (await explanations.findOne(named, { text: 1 }).lean())?.text ?? null
}

/** What a clerk wrote with an ask for a document; null if nothing. */
export function noteOfAsk(
  { explanations }: { explanations: Model<Explanation> },
  { _id, asked }: Pick<RequestRecord, '_id' | 'asked'>,
): Promise<string | null> {
  return explanationText(explanations, _id, asked?.noteId)
}

export const explanationSchema = new Schema<Explanation>(
  {
    _id: { type: String, required: true },
    requestId: { type: String, required: true },
    text: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
)
