/** Marks a request as opened by the bureau, which ends the applicant's time to withdraw it. */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../shared/store/request'
import { EngineUnavailable } from '../../shared/temporal/connection'
import type { Deps } from '../deps'

/**
 * Tells the run that a clerk opens the review page; the run settles who was first. Nothing is sent
 * for a request that is on record as opened. Reading goes on while Temporal is unavailable: a
 * decision would then wait too.
 * @param personKey key of the relative, by which the run is found
 * @returns whether the request can be reviewed, or the applicant withdrew it first
 */
export async function openReview(
  { runs, claims }: Pick<Deps, 'runs' | 'claims'>,
  clerkId: string,
  { _id, opened }: Pick<RequestRecord, '_id' | 'opened'>,
  personKey: string,
): Promise<'open' | 'withdrawn'> {
  if (opened) return 'open'
  try {
    const opening = {
      openingId: randomUUID(),
      requestId: _id,
      by: clerkId,
      at: new Date().toISOString(),
    }
    const answer = await runs.openReview(personKey, claims.prove('reviewOpened', opening))
    return answer.kind === 'refused' && answer.cause === 'withdrawn' ? 'withdrawn' : 'open'
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error
    return 'open'
  }
}
