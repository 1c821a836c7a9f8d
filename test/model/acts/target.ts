/** Which of a relative's requests a message is about. */
import type { RefusalCause } from '../../../workflows/contract'
import { isAwaitingApplicant } from '../../../workflows/domain/requestState'
import type { Answer, Expected } from '../act'
import { canNow, lastRequest, requestOf } from '../life'
import type { Life, RequestLife, TakenAct } from '../life'
import { PARENTS } from '../people'

/** `earlier`: a page that was left open since the request before. */
export type Target = 'latest' | 'earlier'

export function hasTarget(life: Life, target: Target): boolean {
  return life.requests.length >= (target === 'latest' ? 1 : 2)
}

export function targetOf({ requests }: Life, target: Target): RequestLife {
  return requests.at(target === 'latest' ? -1 : -2)!
}

/**
 * What the lock's run answers to a message about a request, if the message is not about an open request
 * of that run; null if it is.
 */
export function strayAnswer(life: Life, requestId: string, messageId: string): Expected | null {
  const running = lastRequest(life)
  if (running === undefined || running.run === 'closed') return { closed: () => undefined }
  if (running.requestId === requestId) return null
  // It reaches the run of the newer request, which refuses it as none of its own.
  return {
    closed: (after) =>
      void requestOf(after, running.requestId).refused.push({
        id: messageId,
        cause: 'otherRequest',
      }),
  }
}

/** The answer of a refusal, and that it must be in the record. */
export function refusal(
  requestId: string,
  id: string,
  cause: RefusalCause,
  earlierBy?: string,
): Record<Answer, (life: Life) => void> {
  const answer = `refused: ${cause}${earlierBy === undefined ? '' : ` by ${earlierBy}`}`
  return {
    [answer]: (life) => void requestOf(life, requestId).refused.push({ id, cause }),
  }
}

/**
 * What a run answers that has been decided or withdrawn at the same moment: why it refuses, or nothing
 * if it has ended meanwhile.
 */
export function endedAnswer(request: RequestLife, id: string, whenDecided: Expected): Expected {
  return {
    closed: () => undefined,
    ...(request.state.subState === 'withdrawn'
      ? refusal(request.requestId, id, 'withdrawn')
      : whenDecided),
  }
}

/** What a clerk is answered when the run has been decided at the same moment; null if it has not. */
export function lateAnswer(request: RequestLife, id: string): Expected | null {
  if (request.run !== 'ending') return null
  const first = takenBy(request, 'decision')
  return endedAnswer(request, id, refusal(request.requestId, id, 'alreadyDecided', first))
}

/** The same for what only the applicant may send; also if somebody else has sent it. */
export function applicantsLateAnswer(
  request: RequestLife,
  id: string,
  by: string,
): Expected | null {
  const { requestId, run, applicant } = request
  const isEnding = run === 'ending'
  if (by !== applicant)
    return {
      ...(isEnding && { closed: () => undefined }),
      ...refusal(requestId, id, 'notApplicant'),
    }
  return isEnding ? endedAnswer(request, id, refusal(requestId, id, 'alreadyDecided')) : null
}

/** Why this clerk cannot do this to a request now, apart from what the message says; null if they can. */
export function causeAgainst(
  action: 'decide' | 'askForDocument',
  by: string,
  request: RequestLife,
  life: Life,
): RefusalCause | null {
  if (isAwaitingApplicant(request.state)) return 'awaitingApplicant'
  if (!canNow(life, action)) return 'tooEarly'
  if (by === request.applicant) return 'ownRequest'
  return PARENTS.includes(by) ? 'ownRelative' : null
}

/** Who did something that can be done only once. */
export function takenBy({ taken }: RequestLife, act: TakenAct['act']): string | undefined {
  return taken.find((one) => one.act === act)?.by
}

/** Who was first, in the refusal of a message that comes while the applicant is waited for. */
export function askerOf({ asked }: RequestLife, cause: RefusalCause): string | undefined {
  return cause === 'awaitingApplicant' ? asked!.by : undefined
}
