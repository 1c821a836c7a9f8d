/** Marks a request as opened by the bureau, which ends the applicant's time to withdraw it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { RequestRecord } from '../../shared/store/request'
import { EngineUnavailable } from '../../shared/temporal/connection'
import type { MessageAnswer } from '../../shared/temporal/messenger'
import type { Deps } from '../deps'

/** How long the page waits for the run's answer once the engine has the message. */
const PAGE_WAITS_MS = 40

/**
 * Sends the run that a clerk opens the review page; the run settles who was first. Nothing is sent
 * for a request that is on record as opened. Once the engine has the message, the applicant is too
 * late; that they were earlier is waited for only a moment, since the run refuses a decision then.
 * Reading goes on while Temporal is unavailable: a decision would then wait too.
 * @param personKey key of the relative, by which the run is found
 * @returns whether the request can be reviewed, or the applicant withdrew it first
 */
export async function openReview(
  { runs, claims }: Pick<Deps, 'runs' | 'claims'>,
  clerkId: string,
  { _id, opened }: Pick<RequestRecord, '_id' | 'opened'>,
  personKey: string,
): Promise<Opened> {
  if (opened) return 'open'
  const opening = {
    openingId: randomUUID(),
    requestId: _id,
    by: clerkId,
    at: new Date().toISOString(),
  }
  return new Promise((resolve, reject) => {
    const onSent = () => void pause(PAGE_WAITS_MS, 'open' as const, { ref: false }).then(resolve)
    runs
      .openReview(personKey, claims.prove('reviewOpened', opening), onSent)
      .then(judgedAs, openWithoutEngine)
      .then(resolve, reject)
  })
}

type Opened = 'open' | 'withdrawn'

function judgedAs(answer: MessageAnswer): Opened {
  return answer.kind === 'refused' && answer.cause === 'withdrawn' ? 'withdrawn' : 'open'
}

function openWithoutEngine(error: unknown): Opened {
  if (error instanceof EngineUnavailable) return 'open'
  throw error
}
