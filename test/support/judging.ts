/** A message and the moment at which it is judged. */

export const NOW = '2026-11-24T09:00:00.000Z'
/** When the message was made. */
export const SENT_AT = '2026-11-24T08:59:58.000Z'

/** An instant some seconds after another one. */
export const later = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1_000).toISOString()

/** Why a message was refused; `taken` if it was not. */
export const causeOf = (verdict: { taken: unknown } | { refused: { cause: string } }): string =>
  'refused' in verdict ? verdict.refused.cause : 'taken'
