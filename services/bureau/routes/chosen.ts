/** Rows of a list that were ticked for a bulk act. */
import { z } from 'zod'
import { MOST_IN_BATCH } from '../../../workflows/domain/batches'
import { isId } from '../../../workflows/domain/readMessage'

/** By the ids of their requests. */
export const ChosenQuery = z
  .object({
    item: z
      .union([z.string(), z.array(z.string())])
      .transform((chosen) => [...new Set([chosen].flat())].filter(isId))
      .catch([]),
  })
  .transform(({ item }) => item.slice(0, MOST_IN_BATCH))
