/** Marks a request as opened by the bureau, which ends the applicant's time to withdraw it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { endOnRecord } from '../../shared/acts/endOnRecord'
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'
import { EngineUnavailable } from '../../shared/temporal/connection'
import type { MessageAnswer } from '../../shared/temporal/messenger'
import { RunLost } from '../../shared/temporal/runLost'
import type { Deps } from '../deps'

/** How long the page waits for the run's answer once the engine has the message. */
const PAGE_WAITS_MS = 15
/** How long it waits for the engine to say whether the run is open, which usually takes a few. */
const LOOK_WAITS_MS = 1_000

type Opened = 'open' | 'withdrawn' | RunLost

/**
 * Sends the run that a clerk opens the review page; the run settles who was first. Nothing is sent
 * for a request that is on record as opened: the engine is only asked whether its run is open. Once
 * the engine has the message, the applicant is too late; that they were earlier is waited for only a
 * moment, since the run refuses a decision then. Reading goes on while Temporal is unavailable: a
 * decision would then wait too.
 * @param personKey key of the relative, by which the run is found
 * @returns whether the request can be reviewed, the applicant withdrew it first, or its run is lost
 *   (D9)
 */
export async function openReview(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  { _id, opened }: Pick<RequestRecord, '_id' | 'opened'>,
  personKey: string,
): Promise<Opened> {
  if (opened) {
    const looked = runs
      .isOpen(personKey, _id)
      .then((isOpen) => (isOpen ? 'open' : fromRecord(store, _id)), openWithoutEngine)
    return Promise.race([looked, openAfter(LOOK_WAITS_MS)])
  }
  const opening = {
    openingId: randomUUID(),
    requestId: _id,
    by: clerkId,
    at: new Date().toISOString(),
  }
  return new Promise((resolve, reject) => {
    const onSent = () => void openAfter(PAGE_WAITS_MS).then(resolve)
    runs
      .openReview(personKey, claims.prove('reviewOpened', opening), onSent)
      .then(
        (answer) => (answer.kind === 'closed' ? fromRecord(store, _id) : judgedAs(answer)),
        openWithoutEngine,
      )
      .then(resolve, reject)
  })
}

function openAfter(milliseconds: number): Promise<Opened> {
  return pause(milliseconds, 'open' as const, { ref: false })
}

function judgedAs(answer: MessageAnswer): Opened {
  return answer.kind === 'refused' && answer.cause === 'withdrawn' ? 'withdrawn' : 'open'
}

/** The run has ended: the request may have been withdrawn or decided since the page was read. */
async function fromRecord(store: Store, requestId: string): Promise<Opened> {
  try {
    return judgedAs(await endOnRecord(store, requestId))
  } catch (error) {
    if (error instanceof RunLost) return error
    throw error
  }
}

function openWithoutEngine(error: unknown): Opened {
  if (error instanceof EngineUnavailable) return 'open'
  throw error
}
