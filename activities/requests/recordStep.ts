import { ApplicationFailure } from '@temporalio/common'
import type { ClientSession } from 'mongoose'
import { FAILURES } from '../../workflows/contract'
import type {
  BureauDecision,
  ReminderKind,
  RequestStep,
  RequestStepEffect,
} from '../../workflows/contract'
import { queueOf } from '../../workflows/domain/allowedActions'
import type { NoticeKind } from '../../workflows/domain/notices'
import { isOpen } from '../../workflows/domain/requestState'
import type { CardRequestState } from '../../workflows/domain/requestState'
import { endOf, LIST_END } from '../../services/shared/store/auditChain/auditLog'
import type { ListEnd } from '../../services/shared/store/auditChain/auditLog'
import { cardToChange } from '../cards/cardToChange'
import type { CardAuditLine } from '../../services/shared/store/card'
import { ofItsRequest } from '../../services/shared/store/explanation'
import { writeNotice } from '../notices/writeNotice'
import { replaceDocument } from './replaceDocument'
import type { RequestAuditLine, RequestRecord } from '../../services/shared/store/request'
import type { Store } from '../../services/shared/store/connection'

/**
 * Writes one step of a request: status, facts and audit line in one conditional update keyed
 * `requestId:seq`, with its notice in the same transaction. An approval also creates or cancels the
 * card in it (D2). A repeat changes nothing.
 * @throws ApplicationFailure ProjectionConflict when the record is not in the state before this
 *   step
 */
export async function recordStep(store: Store, step: RequestStep): Promise<void> {
  switch (step.effect.kind) {
    case 'cardApproved': {
      const { cardId, decision } = step.effect
      return inTransaction(store, async (session) => {
        const before = await applyStep(store, step, session)
        if (before === 'repeated') return
        const { personId } = before
        await store.cards.create(
          [
            {
              _id: cardId,
              personId,
              requestId: step.requestId,
              subState: 'awaitingPrint',
              seq: 0,
              approvedAt: new Date(step.at),
              ...store.audit.firstLine<CardAuditLine>('cards', cardId, {
                key: `${cardId}:0`,
                subState: 'awaitingPrint',
                by: decision.by,
                at: new Date(step.at),
              }),
            },
          ],
          { session },
        )
      })
    }
    case 'cancellationApproved': {
      const { cardId } = step.effect
      return inTransaction(store, async (session) => {
        if ((await applyStep(store, step, session)) === 'repeated') return
        await cancelCard(store, step, cardId, session)
      })
    }
    case 'documentAdded': {
      const { added, document } = step.effect
      return inTransaction(store, async (session) => {
        if ((await applyStep(store, step, session)) === 'repeated') return
        await replaceDocument(store, added, document, new Date(step.at), session)
      })
    }
    default:
      return inTransaction(store, async (session) => {
        await applyStep(store, await withOwnExplanation(store, step, session), session)
      })
  }
}

/** Leaves out an explanation that was written for another request. */
async function withOwnExplanation(
  store: Store,
  step: RequestStep,
  session: ClientSession,
): Promise<RequestStep> {
  const { effect, requestId } = step
  if (effect.kind !== 'rejected' || effect.decision.explanationId === null) return step
  const named = ofItsRequest({ _id: effect.decision.explanationId, requestId })
  if ((await store.explanations.exists(named).session(session)) !== null) return step
  return { ...step, effect: { ...effect, decision: { ...effect.decision, explanationId: null } } }
}

/** What happens to a request without moving it: its queue and its place there stay. */
const STAYS_IN_QUEUE: readonly RequestStepEffect['kind'][] = [
  'reminded',
  'refused',
  'refusalsCounted',
  'repaired',
  'dueMoved',
  'applicantDayMoved',
  'reviewOpened',
]

/** What moves a request within its queue, where it keeps its place. */
const KEEPS_PLACE: readonly RequestStepEffect['kind'][] = ['escalated', 'escalationReturned']

/** The reminders that are for the applicant. */
const NOTICE_OF_REMINDER: Partial<Record<ReminderKind, NoticeKind>> = {
  cardNotArrived: 'cardExpected',
  documentNotAdded: 'documentAsked',
}

/** The applicant's notice about a step; null if the step has none. */
function noticeOf({ effect }: RequestStep): NoticeKind | null {
  switch (effect.kind) {
    case 'cardAwaited':
    case 'cardArrivalReverted':
      return 'cardExpected'
    case 'reminded':
      return NOTICE_OF_REMINDER[effect.about] ?? null
    case 'documentAsked':
    case 'documentNotAdded':
    case 'cardApproved':
    case 'cancellationApproved':
    case 'rejected':
    case 'returnedByDocumentCheck':
      return effect.kind
    case 'enteredReview':
    case 'documentAdded':
    case 'escalated':
    case 'escalationReturned':
    case 'cardArrived':
    case 'refused':
    case 'refusalsCounted':
    case 'repaired':
    case 'dueMoved':
    case 'applicantDayMoved':
    case 'withdrawn':
    case 'reviewOpened':
      return null
  }
}

/**
 * The conditional update itself, and the notice of the step.
 * @returns the request before it
 */
async function applyStep(
  store: Store,
  step: RequestStep,
  session: ClientSession,
): Promise<Pick<RequestRecord, 'personId'> | 'repeated'> {
  const { requestId } = step
  const before = await store.requests
    .findById(requestId, { personId: 1, ...LIST_END }, { session })
    .lean<Pick<RequestRecord, 'personId'> & ListEnd>()
  if (before === null) throw conflict(`Request ${requestId} has no record`)
  const { line, auditEnd } = store.audit.link('requests', requestId, before, auditLine(step))
  const at = new Date(step.at)
  const isMove = !STAYS_IN_QUEUE.includes(step.effect.kind)
  const entersQueue = isMove && !KEEPS_PLACE.includes(step.effect.kind)
  const { status, subState } = step.state
  const state = { status, subState, open: isOpen(step.state), queue: queueOf(step.state) }
  const options = { session }
  const { matchedCount } = await store.requests.updateOne(
    { _id: step.requestId, seq: step.seq - 1 },
    {
      $set: {
        seq: step.seq,
        auditEnd,
        ...(isMove ? state : {}),
        ...(entersQueue ? { queuedAt: at } : {}),
        ...facts(step),
      },
      $push: {
        audit: line,
        ...(step.effect.kind === 'reminded' ? { reminders: { about: step.effect.about, at } } : {}),
      },
    },
    options,
  )
  if (matchedCount === 1) {
    const kind = noticeOf(step)
    if (kind !== null)
      await writeNotice(store, { key: line.key, kind, requestId: step.requestId, at }, session)
    return before
  }
  const row = await store.requests.findById(requestId, { audit: 1 }, options).lean()
  if (row?.audit.some((written) => isSameLine(written, line))) return 'repeated'
  throw conflict(`Step ${line.key} does not follow the record`)
}

/** Another run that continues the same lost one writes its line at another instant. */
function isSameLine(written: RequestAuditLine, line: RequestAuditLine): boolean {
  const { key, action, at } = line
  if (written.key !== key || written.action !== action) return false
  return action !== 'repaired' || written.at.getTime() === at.getTime()
}

function conflict(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, FAILURES.projectionConflict)
}

/** What changes of an ask for a document, and how an escalation has ended. */
type EndFacts = Partial<
  Record<`asked.${'until' | 'end' | 'endedAt' | 'additionId'}` | 'escalation.returned', unknown>
>

/** The fields that an effect sets in addition to the state. */
function facts(step: RequestStep): Partial<RequestRecord> & EndFacts {
  const { effect } = step
  switch (effect.kind) {
    case 'enteredReview':
    case 'dueMoved':
      return { dueAt: new Date(effect.dueAt) }
    case 'cardArrived': {
      const { receiptId, letterNo, letterDate, by, dueAt } = effect
      return {
        dueAt: new Date(dueAt),
        cardReceived: { receiptId, letterNo, letterDate, by, at: new Date(step.at) },
      }
    }
    case 'cardArrivalReverted':
      return { dueAt: null, cardReceived: null, opened: null }
    case 'applicantDayMoved':
      return { 'asked.until': new Date(effect.until) }
    case 'cardApproved':
      return { ...decided(effect.decision), cardId: effect.cardId }
    case 'cancellationApproved':
    case 'rejected':
      return decided(effect.decision)
    case 'returnedByDocumentCheck':
      return {
        dueAt: null,
        documentFaults: effect.check.faults,
        decision: {
          decisionId: effect.reason,
          outcome: 'rejected',
          by: null,
          at: new Date(step.at),
          reasons: [effect.reason],
          explanationId: null,
        },
      }
    case 'reviewOpened': {
      const { openingId, by } = effect
      return { opened: { openingId, by, at: new Date(step.at) } }
    }
    case 'withdrawn': {
      const { withdrawalId, by } = effect
      return { dueAt: null, withdrawn: { withdrawalId, by, at: new Date(step.at) } }
    }
    case 'documentAsked': {
      const { ask, until, stopped } = effect
      const { askId, kind, flaw, noteId, by } = ask
      return {
        dueAt: null,
        asked: {
          ...{ askId, kind, flaw, noteId, by, at: new Date(step.at), until: new Date(until) },
          daysLeft: stopped.daysLeft,
          reviewDueAt: new Date(stopped.dueAt),
          ...{ end: null, endedAt: null, additionId: null },
        },
      }
    }
    case 'documentAdded':
      return {
        dueAt: new Date(effect.dueAt),
        'asked.end': 'added',
        'asked.endedAt': new Date(step.at),
        'asked.additionId': effect.added.additionId,
      }
    case 'documentNotAdded':
      return {
        dueAt: new Date(effect.dueAt),
        'asked.end': 'notAdded',
        'asked.endedAt': new Date(step.at),
      }
    case 'escalated': {
      const { escalationId, noteId, by, at } = effect.escalation
      return { escalation: { escalationId, noteId, by, at: new Date(at), returned: null } }
    }
    case 'escalationReturned': {
      const { returnId, noteId, by, at } = effect.returned
      return { 'escalation.returned': { returnId, noteId, by, at: new Date(at) } }
    }
    case 'cardAwaited':
    case 'reminded':
    case 'refused':
    case 'refusalsCounted':
    case 'repaired':
      return {}
  }
}

function decided({
  decisionId,
  outcome,
  by,
  at,
  reasons,
  explanationId,
}: BureauDecision): Partial<RequestRecord> {
  return {
    dueAt: null,
    decision: { decisionId, outcome, by, at: new Date(at), reasons, explanationId },
  }
}

function auditLine(step: RequestStep): RequestAuditLine {
  const { effect } = step
  return {
    key: `${step.requestId}:${step.seq}`,
    action: effect.kind,
    actor: actorOf(effect),
    at: new Date(step.at),
    ...(effect.kind === 'refused' ? { cause: effect.refusal.cause } : {}),
    ...(effect.kind === 'reminded' ? { about: effect.about } : {}),
    ...(effect.kind === 'cardArrivalReverted' ? { ground: effect.ground } : {}),
    ...documentOf(effect),
    ...(effect.kind === 'refusalsCounted' ? { count: effect.count } : {}),
    ...provenBy(effect),
  }
}

/** Which document an ask, or its end, is about. */
function documentOf(effect: RequestStepEffect): Pick<RequestAuditLine, 'document'> {
  switch (effect.kind) {
    case 'documentAsked':
      return { document: effect.ask.kind }
    case 'documentAdded':
      return { document: effect.document.kind }
    case 'documentNotAdded':
      return { document: effect.document }
    default:
      return {}
  }
}

/** The key that proved the message behind a step; nothing if no message did it. */
function provenBy(effect: RequestStepEffect): Pick<RequestAuditLine, 'provenBy'> {
  const { provenBy } = proofOf(effect)
  return provenBy === undefined ? {} : { provenBy }
}

function proofOf(effect: RequestStepEffect): { provenBy?: string | undefined } {
  switch (effect.kind) {
    case 'cardApproved':
    case 'cancellationApproved':
    case 'rejected':
      return effect.decision
    case 'refused':
      return effect.refusal
    case 'documentAsked':
      return effect.ask
    case 'escalated':
      return effect.escalation
    case 'escalationReturned':
      return effect.returned
    case 'cardArrived':
    case 'cardArrivalReverted':
    case 'reviewOpened':
      return effect
    default:
      return {}
  }
}

function actorOf(effect: RequestStepEffect): string | null {
  switch (effect.kind) {
    case 'cardApproved':
    case 'cancellationApproved':
    case 'rejected':
      return effect.decision.by
    case 'cardArrived':
    case 'cardArrivalReverted':
    case 'reviewOpened':
    case 'withdrawn':
      return effect.by
    case 'documentAsked':
      return effect.ask.by
    case 'escalated':
      return effect.escalation.by
    case 'escalationReturned':
      return effect.returned.by
    case 'documentAdded':
      return effect.added.by
    case 'refused':
      return effect.refusal.by
    case 'enteredReview':
    case 'cardAwaited':
    case 'reminded':
    case 'refusalsCounted':
    case 'repaired':
    case 'dueMoved':
    case 'applicantDayMoved':
    case 'documentNotAdded':
    case 'returnedByDocumentCheck':
      return null
  }
}

/** Cancels the card and updates the card request it was made for. */
async function cancelCard(
  store: Store,
  step: RequestStep,
  cardId: string,
  session: ClientSession,
): Promise<void> {
  const at = new Date(step.at)
  const by = actorOf(step.effect)
  const key = `${step.requestId}:${step.seq}`
  const card = await cardToChange(store, cardId, session)
  if (card === null || card.cancelledAt !== null)
    throw conflict(`Card ${cardId} is not valid any more`)
  const subState = card.subState === 'printHeld' ? 'printStopped' : 'cardCancelled'
  const ofCard = store.audit.link<CardAuditLine>('cards', cardId, endOf(card.audit), {
    key,
    subState,
    by,
    at,
  })
  await store.cards.updateOne(
    { _id: cardId },
    {
      $set: { cancelledAt: at, cancelledBy: step.requestId, subState, auditEnd: ofCard.auditEnd },
      $push: { audit: ofCard.line },
    },
    { session },
  )
  const ofRequest = store.audit.link<RequestAuditLine>(
    'requests',
    card.requestId,
    card.requestEnd,
    { key, action: subState, actor: by, at },
  )
  const state: CardRequestState = { type: 'cardRequest', status: 'approved', subState }
  await store.requests.updateOne(
    { _id: card.requestId },
    {
      $set: { subState, queue: queueOf(state), queuedAt: at, auditEnd: ofRequest.auditEnd },
      $push: { audit: ofRequest.line },
    },
    { session },
  )
}

async function inTransaction(
  store: Store,
  work: (session: ClientSession) => Promise<void>,
): Promise<void> {
  await store.connection.transaction(work)
}
