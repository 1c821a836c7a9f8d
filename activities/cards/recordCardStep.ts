import type { ClientSession } from 'mongoose'
import type { CardStep } from '../../workflows/contract'
import { queueOf } from '../../workflows/domain/allowedActions'
import { precedes } from '../../workflows/domain/proof'
import { isHeld } from '../../workflows/domain/requestState'
import type { CardRequestState } from '../../workflows/domain/requestState'
import { writeNotice } from '../notices/writeNotice'
import { endOf } from '../../services/shared/store/auditChain/auditLog'
import type { CardAuditLine } from '../../services/shared/store/card'
import type { RequestAuditLine } from '../../services/shared/store/request'
import { projectionConflict } from '../projectionConflict'
import { leadsOn } from './cardMove'
import { cardToChange } from './cardToChange'
import type { CardToChange } from './cardToChange'
import type { Store } from '../../services/shared/store/connection'

/**
 * Writes one step of a card's production, on the card and on the request it was made for, keyed
 * `cardId:seq` (D1), and the notice that the card was sent. A repeat changes nothing. The repair of a
 * lost run leaves its line only.
 * @returns whether the card has been cancelled; nothing is written then
 * @throws ApplicationFailure ProjectionConflict when the card is not in the state before this step
 */
export async function recordCardStep(
  store: Store,
  step: CardStep,
): Promise<{ cancelled: boolean }> {
  const {
    cardId,
    requestId,
    seq,
    subState,
    by,
    eventId,
    provenBy,
    isRepair = false,
    reversal,
  } = step
  const proof = provenBy === undefined ? {} : { provenBy }
  const at = new Date(step.at)
  const key = `${cardId}:${seq}`
  const state = { type: 'cardRequest', status: 'approved', subState } as CardRequestState
  return store.connection.transaction(async (session) => {
    const card = await cardToChange(store, cardId, session)
    // Production starts just before the approval is recorded; during an outage that can take long.
    if (card === null) throw new Error(`Card ${cardId} is not in the record yet`)
    if (card.cancelledAt) return { cancelled: true }
    if (card.audit.some((line) => isOfStep(line, step))) return { cancelled: false }
    if (card.seq !== seq - 1) throw projectionConflict(`Step ${key} does not follow the record`)
    await assertLeadsOn(store, step, card, session)
    const ofCard = store.audit.link<CardAuditLine>('cards', cardId, endOf(card.audit), {
      key,
      subState,
      by,
      at,
      eventId,
      ...(reversal !== undefined && { reverts: reversal.of }),
      ...proof,
    })
    const ofRequest = store.audit.link<RequestAuditLine>('requests', requestId, card.requestEnd, {
      key,
      action: actionOf(step),
      actor: by,
      at,
      ...(reversal !== undefined && { ground: reversal.ground }),
      ...proof,
    })
    // Nothing else has changed the card since: the transaction would be repeated.
    await store.cards.updateOne(
      { _id: cardId },
      {
        $set: {
          seq,
          subState,
          auditEnd: ofCard.auditEnd,
        },
        $push: { audit: ofCard.line },
      },
      { session },
    )
    await store.requests.updateOne(
      { _id: requestId },
      {
        $set: {
          subState,
          queue: queueOf(state),
          auditEnd: ofRequest.auditEnd,
          ...(isRepair ? {} : { queuedAt: at }),
        },
        $push: { audit: ofRequest.line },
      },
      { session },
    )
    if (subState === 'sent' && !isRepair && reversal === undefined)
      await writeNotice(store, { key, kind: 'sent', requestId, at }, session)
    return { cancelled: false }
  })
}

/**
 * A step follows the card on record; a run holds a card only for a cancellation (D3), which may have
 * ended while the database was down.
 */
async function assertLeadsOn(
  store: Store,
  step: CardStep,
  card: CardToChange,
  session: ClientSession,
): Promise<void> {
  const { cardId, requestId, subState, by, eventId, isRepair } = step
  const conflict = (why: string) => projectionConflict(`Step ${cardId}:${step.seq} ${why}`)
  if (card.requestId !== requestId) throw conflict(`is not about request ${requestId}`)
  if (!leadsOn(card.subState, step)) throw conflict(`does not lead on from ${card.subState}`)
  const last = card.audit.at(-1)?.at.toISOString()
  if (last !== undefined && precedes(step.at, last))
    throw conflict('is earlier than the one before it')
  if (eventId !== null && card.audit.some((line) => line.eventId === eventId))
    throw conflict(`repeats the event ${eventId}`)
  if (by !== null || isRepair || !isHeld(subState)) return
  const cancellation = { cardId, type: 'cancellationRequest' } as const
  if ((await store.requests.exists(cancellation).session(session)) === null)
    throw conflict('holds a card that nobody cancels')
}

/** A printed card that was held and goes on to be sent is not printed a second time. */
function actionOf({ subState, eventId, isRepair, reversal }: CardStep): RequestAuditLine['action'] {
  if (isRepair) return 'repaired'
  if (reversal !== undefined) return `${reversal.of}Reverted`
  return subState === 'printed' && eventId === null ? 'dispatchReleased' : subState
}

/** Whether the line is of this very step; another repair has another instant. */
function isOfStep(line: CardAuditLine, { cardId, seq, subState, at, isRepair }: CardStep): boolean {
  const isSame = line.key === `${cardId}:${seq}` && line.subState === subState
  return isSame && (!isRepair || line.at.toISOString() === at)
}
