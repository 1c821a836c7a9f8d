/** Accepts or refuses the bureau's ask for a document and the applicant's answer, with the cause. */
import { isPossible } from './allowedActions'
import { askableDocuments, readDocumentAdded, readDocumentAsk } from './documentAsk'
import type { DocumentAdded, DocumentAsk } from './documentAsk'
import { endOf, isAfter, malformed, ownFamilyOf, verdictOn } from './judgement'
import type { Verdict } from './judgement'
import type { RefusalCause } from './messages'
import type { CancellationReason } from './reasons'
import { isAwaitingApplicant, isWithHead } from './requestState'
import type { RequestState } from './requestState'

interface AskFacts {
  requestId: string
  state: RequestState
  /** When the state was reached. */
  since?: string | undefined
  applicantId: string
  relatedStaffIds: readonly string[]
  /** Of a cancellation. */
  reason?: CancellationReason | undefined
}

/**
 * Judges an ask: only in review (D6, D7), never by the applicant's own family (D8), and for a
 * document that the request needs.
 */
export function judgeDocumentAsk(facts: AskFacts, raw: unknown, now: string): Verdict<DocumentAsk> {
  const ask = readDocumentAsk(raw)
  if (ask === null) return malformed('documentAsked', raw, 'askId', now)
  const cause = ((): RefusalCause | null => {
    if (ask.requestId !== facts.requestId) return 'otherRequest'
    const over = endOf(facts.state)
    if (over !== null) return over
    if (isAwaitingApplicant(facts.state)) return 'awaitingApplicant'
    if (isWithHead(facts.state)) return 'withHead'
    if (!isPossible(facts.state, 'askForDocument')) return 'tooEarly'
    const own = ownFamilyOf(ask.by, facts)
    if (own !== null) return own
    const { type } = facts.state
    const askable = askableDocuments({ type, reason: facts.reason ?? null })
    if (!askable.includes(ask.kind)) return 'documentNotNeeded'
    return isAfter(facts.since, ask.at) ? null : 'tooEarly'
  })()
  return verdictOn('documentAsked', ask, ask.askId, cause)
}

/** Judges an addition: only the applicant's, and only the answer to the open ask. */
export function judgeDocumentAdded(
  facts: Pick<AskFacts, 'requestId' | 'state' | 'applicantId'> & {
    /** Of the latest ask. */
    askId: string | null
  },
  raw: unknown,
  now: string,
): Verdict<DocumentAdded> {
  const added = readDocumentAdded(raw)
  if (added === null) return malformed('documentAdded', raw, 'additionId', now)
  const cause = ((): RefusalCause | null => {
    if (added.requestId !== facts.requestId) return 'otherRequest'
    if (added.by !== facts.applicantId) return 'notApplicant'
    const over = endOf(facts.state)
    if (over !== null) return over
    const isAsked = isPossible(facts.state, 'addDocument') && added.askId === facts.askId
    return isAsked ? null : 'notAwaited'
  })()
  return verdictOn('documentAdded', added, added.additionId, cause)
}
