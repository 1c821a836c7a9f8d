import { z } from 'zod'

/** The field of a form with the latest ask for a document that its page showed; null if none. */
export const AskSeen = z
  .string()
  .default('')
  .catch('')
  .transform((askId) => (askId === '' ? null : askId))
