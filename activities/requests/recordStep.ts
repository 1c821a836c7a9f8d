import type { ClientSession } from 'mongoose'
import { LIST_END } from '../../services/shared/store/auditChain/auditLog'
import type { ListEnd } from '../../services/shared/store/auditChain/auditLog'
import type { CardAuditLine } from '../../services/shared/store/card'
import type { Store } from '../../services/shared/store/connection'
import { ofItsRequest } from '../../services/shared/store/explanation'
import { stateOf } from '../../services/shared/store/request'
import type { RequestAuditLine, RequestRecord } from '../../services/shared/store/request'
import type { BureauDecision, RequestStep, RequestStepEffect } from '../../workflows/contract'
import { queueOf } from '../../workflows/domain/allowedActions'
import { isLostOrStolen } from '../../workflows/domain/reasons'
import { precedes } from '../../workflows/domain/proof'
import { isHeld, isOpen } from '../../workflows/domain/requestState'
import { writeNotice } from '../notices/writeNotice'
import { projectionConflict } from '../projectionConflict'
import { cancelCard } from './cancelCard'
import { replaceDocument } from './replaceDocument'
import { auditLineOf } from './stepAudit'
import { factsOf } from './stepFacts'
import { noticeOf } from './stepNotice'
import { leadsOn } from './stepState'

/**
 * Writes one step of a request: status, facts and audit line in one conditional update keyed
 * `requestId:seq`, with its notice in the same transaction. An approval also creates or cancels the
 * card in it (D2). A repeat changes nothing.
 * @throws ApplicationFailure ProjectionConflict when the record is not in the state before this
 *   step
 */
export async function recordStep(store: Store, step: RequestStep): Promise<void> {
  await store.connection.transaction(async (session) => {
    const before = await applyStep(store, await withOwnExplanation(store, step, session), session)
    if (before !== 'repeated') await applyToOthers(store, step, before, session)
  })
}

const BEFORE = {
  ...{ personId: 1, cardId: 1, type: 1, reason: 1, status: 1, subState: 1, seq: 1 },
} as const
type RequestBefore = Pick<RequestRecord, keyof typeof BEFORE>

/** What the step changes apart from its request: the card, or a document. */
async function applyToOthers(
  store: Store,
  step: RequestStep,
  { personId, cardId }: RequestBefore,
  session: ClientSession,
): Promise<void> {
  const { effect } = step
  const at = new Date(step.at)
  switch (effect.kind) {
    case 'cardApproved':
      return createCard(store, step, { ...effect, personId }, session)
    case 'cancellationApproved':
      if (cardId === effect.cardId) return cancelCard(store, step, cardId, session)
      throw projectionConflict(`Request ${step.requestId} is not about card ${effect.cardId}`)
    case 'documentAdded':
      return replaceDocument(store, effect.added, effect.document, at, session)
    default:
  }
}

async function createCard(
  store: Store,
  { requestId, at }: RequestStep,
  { cardId, personId, decision }: { cardId: string; personId: string; decision: BureauDecision },
  session: ClientSession,
): Promise<void> {
  const subState = 'awaitingPrint' as const
  const approvedAt = new Date(at)
  const line = { key: `${cardId}:0`, subState, by: decision.by, at: approvedAt }
  const audit = store.audit.firstLine<CardAuditLine>('cards', cardId, line)
  await store.cards.create(
    [{ _id: cardId, personId, requestId, subState, seq: 0, approvedAt, ...audit }],
    { session },
  )
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

/**
 * The line of the step before. Production writes lines of its own between the steps of a request, and
 * one that was ordered before those may come after an outage.
 */
const lineBefore = ({ requestId, seq }: RequestStep) => ({
  $filter: { input: '$audit', cond: { $eq: ['$$this.key', `${requestId}:${seq - 1}`] } },
})

/**
 * The time of a run goes on from step to step; between a run and the one that continues it, the clocks
 * of the engine's servers may differ.
 */
function assertNotBefore(step: RequestStep, lines: readonly RequestAuditLine[]): void {
  const last = lines[0]?.at.toISOString()
  if (last !== undefined && precedes(step.at, last))
    throw projectionConflict(`Step ${step.requestId}:${step.seq} is earlier than the one before it`)
}

/**
 * A step follows the state on record. A cancellation is reviewed once its card is held or back at the
 * bureau, unless the card is lost (D3, D6).
 */
async function assertLeadsOn(
  store: Store,
  step: RequestStep,
  before: RequestBefore,
  session: ClientSession,
): Promise<void> {
  const conflict = (why: string) => projectionConflict(`Step ${step.requestId}:${step.seq} ${why}`)
  if (!leadsOn(stateOf(before), step)) throw conflict(`does not lead on from ${before.subState}`)
  const { type, reason, cardId } = before
  if (step.effect.kind !== 'enteredReview' || type !== 'cancellationRequest') return
  if (reason !== null && isLostOrStolen(reason)) return
  const card = await store.cards.findById(cardId, { subState: 1 }).session(session).lean()
  if (card === null || !isHeld(card.subState)) throw conflict('reviews a card that is not held')
}

/**
 * The conditional update itself, and the notice of the step.
 * @returns the request before it
 */
async function applyStep(
  store: Store,
  step: RequestStep,
  session: ClientSession,
): Promise<RequestBefore | 'repeated'> {
  const { requestId } = step
  const before = await store.requests
    .findById(requestId, { ...BEFORE, ...LIST_END, linesBefore: lineBefore(step) }, { session })
    .lean<RequestBefore & ListEnd & { linesBefore: RequestAuditLine[] }>()
  if (before === null) throw projectionConflict(`Request ${requestId} has no record`)
  const { line, auditEnd } = store.audit.link('requests', requestId, before, auditLineOf(step))
  const at = new Date(step.at)
  const isMove = !STAYS_IN_QUEUE.includes(step.effect.kind)
  if (before.seq === step.seq - 1) {
    assertNotBefore(step, before.linesBefore)
    if (isMove) await assertLeadsOn(store, step, before, session)
  }
  const entersQueue = isMove && !KEEPS_PLACE.includes(step.effect.kind)
  const { status, subState } = step.state
  const state = { status, subState, open: isOpen(step.state), queue: queueOf(step.state) }
  const options = { session }
  const { matchedCount } = await store.requests.updateOne(
    { _id: requestId, seq: step.seq - 1 },
    {
      $set: {
        seq: step.seq,
        auditEnd,
        ...(isMove ? state : {}),
        ...(entersQueue ? { queuedAt: at } : {}),
        ...factsOf(step),
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
  throw projectionConflict(`Step ${line.key} does not follow the record`)
}

/** Another run that continues the same lost one writes its line at another instant. */
function isSameLine(written: RequestAuditLine, line: RequestAuditLine): boolean {
  const { key, action, at } = line
  if (written.key !== key || written.action !== action) return false
  return action !== 'repaired' || written.at.getTime() === at.getTime()
}
