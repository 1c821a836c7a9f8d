/** What somebody at the bureau writes in a text area of a form; empty if nothing. */
import { z } from 'zod'

export const OwnWords = z
  .string()
  // Browsers count a line break as one character but send two.
  .transform((typed) => typed.replaceAll('\r\n', '\n').trim())
  .default('')
