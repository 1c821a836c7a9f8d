/** Whole lives of a card, each through the pages of both web apps. */
import { randomUUID } from 'node:crypto'
import {
  cancellationPath,
  cardRequestPath,
  confirmationPath,
  withdrawalPath,
} from '../../services/portal/paths'
import type { RequestRecord } from '../../services/shared/store/request'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import type { DocumentKind } from '../../workflows/domain/documents'
import type { CancellationReason } from '../../workflows/domain/reasons'
import type { SubState } from '../../workflows/domain/requestState'
import { validSample } from '../support/samples'
import { waitFor } from '../support/waitFor'
import type { Insistent } from './insistent'
import type { Ledger, Result } from './ledger'
import type { System } from './system'

export interface Lane {
  system: Pick<System, 'store'>
  ledger: Ledger
  staff: Insistent
  clerk: Insistent
  childId: string
}

type Life = (lane: Lane) => Promise<void>

const SETTLES_WITHIN_MS = 180_000
const MADE: readonly ProductionKind[] = ['printed', 'sent', 'delivered']
type ProductionKind = 'printed' | 'sent' | 'delivered'

export const LIVES: readonly Life[] = [
  // Delivered, damaged, and cancelled once it has come back.
  async (lane) => {
    const card = await approvedCard(lane)
    await produce(lane, card, MADE)
    const cancellation = await cancel(lane, 'damaged', 'awaitingCard', 'approved')
    await receive(lane, cancellation)
    await decide(lane, cancellation, 'approved', 'cardCancelled')
  },
  // Delivered, and lost.
  async (lane) => {
    const card = await approvedCard(lane)
    await produce(lane, card, MADE)
    await upload(lane, cancellationPath(lane.childId), ['lossForm', 'policeLetter'])
    const cancellation = await cancel(lane, 'lostOrStolen', 'inReview', 'approved')
    await decide(lane, cancellation, 'approved', 'cardCancelled')
  },
  // Held before its print, let go, and delivered.
  async (lane) => {
    const card = await approvedCard(lane)
    const cancellation = await cancel(lane, 'divorce', 'inReview', 'rejected')
    await decide(lane, cancellation, 'rejected', 'returned')
    await reached(lane, card._id, 'awaitingPrint')
    await produce(lane, card, MADE)
  },
  // Printed, and cancelled before it was sent.
  async (lane) => {
    const card = await approvedCard(lane)
    await produce(lane, card, ['printed'])
    const cancellation = await cancel(lane, 'photoChange', 'inReview', 'approved')
    await decide(lane, cancellation, 'approved', 'cardCancelled')
  },
  // Returned, filed again, and withdrawn.
  async (lane) => {
    const first = await fileCardRequest(lane, 'rejected')
    await decide(lane, first, 'rejected', 'returned')
    const second = await fileCardRequest(lane, 'withdrawn')
    const { withdrawalId } = await lane.staff.press(
      withdrawalPath(second._id),
      'Evet, geri çek',
      /^\/requests\//,
    )
    lane.ledger.answered.push({
      act: 'withdrawal',
      requestId: second._id,
      withdrawalId: withdrawalId!,
    })
    await reached(lane, second._id, 'withdrawn')
  },
]

async function approvedCard(lane: Lane): Promise<RequestRecord> {
  const request = await fileCardRequest(lane, 'approved')
  return decide(lane, request, 'approved', 'awaitingPrint')
}

async function fileCardRequest(lane: Lane, result: Result): Promise<RequestRecord> {
  const path = cardRequestPath(lane.childId)
  await upload(lane, path, ['photo', 'receipt'])
  const { draftId } = await lane.staff.press(path, 'Kaydet', /^\/family/, {
    responsibility: 'accepted',
  })
  return submitted(lane, draftId!, 'inReview', result)
}

async function cancel(
  lane: Lane,
  cancellationReason: CancellationReason,
  subState: SubState,
  result: Result,
): Promise<RequestRecord> {
  const confirmation = confirmationPath(lane.childId)
  await lane.staff.press(cancellationPath(lane.childId), 'Devam et', new RegExp(confirmation), {
    cancellationReason,
  })
  const { draftId } = await lane.staff.press(confirmation, 'İptal talebini gönder', /^\/family/)
  return submitted(lane, draftId!, subState, result)
}

/** The draft's id becomes that of the request. */
async function submitted(
  lane: Lane,
  requestId: string,
  subState: SubState,
  result: Result,
): Promise<RequestRecord> {
  lane.ledger.answered.push({ act: 'submit', requestId, personId: lane.childId, result })
  return reached(lane, requestId, subState)
}

async function upload(
  { staff }: Lane,
  path: string,
  kinds: readonly DocumentKind[],
): Promise<void> {
  for (const kind of kinds) await staff.upload(path, kind, await validSample(kind))
}

async function decide(
  lane: Lane,
  { _id: requestId, type }: RequestRecord,
  outcome: 'approved' | 'rejected',
  subState: SubState,
): Promise<RequestRecord> {
  if (outcome === 'approved') await lane.clerk.page(`/requests/${requestId}/review`)
  const decisionId = randomUUID()
  const reason = type === 'cardRequest' ? 'photoBackground' : 'otherReason'
  const rejection = { reasons: [reason], explanation: 'Kaos denemesinin açıklaması.' }
  await lane.clerk.post(
    `/requests/${requestId}/decision`,
    {
      decisionId,
      outcome,
      then: 'stay',
      confirmed: 'yes',
      ...(outcome === 'rejected' ? rejection : {}),
    },
    new RegExp(`^/requests/${requestId}(\\?|$)`),
  )
  lane.ledger.answered.push({ act: 'decision', requestId, decisionId, outcome })
  return reached(lane, requestId, subState)
}

async function produce(
  lane: Lane,
  { _id, cardId }: RequestRecord,
  kinds: readonly ProductionKind[],
): Promise<void> {
  for (const kind of kinds) {
    const eventId = randomUUID()
    await lane.clerk.post(`/requests/${_id}/${kind}`, { eventId, back: '/' }, /^\/$/)
    lane.ledger.answered.push({ act: 'production', cardId: cardId!, eventId, kind })
    await reached(lane, _id, kind)
  }
}

async function receive(lane: Lane, { _id: requestId }: RequestRecord): Promise<void> {
  const [year = '', month = '', day = ''] = istanbulDayOf(new Date().toISOString()).split('-')
  const receiptId = randomUUID()
  await lane.clerk.post(
    `/requests/${requestId}/card-arrival`,
    {
      receiptId,
      letterNo: 'E-12345678-903.07-4471',
      'letterDate-day': day,
      'letterDate-month': month,
      'letterDate-year': year,
    },
    /^\/queues\/cardArrival/,
  )
  lane.ledger.answered.push({ act: 'arrival', requestId, receiptId })
  await reached(lane, requestId, 'inReview')
}

/** An outage of the database only delays the answer. */
function reached(
  { system: { store } }: Lane,
  requestId: string,
  subState: SubState,
): Promise<RequestRecord> {
  return waitFor(() => store.requests.findOne({ _id: requestId, subState }).lean(), {
    what: `${requestId} to be ${subState}`,
    timeoutMs: SETTLES_WITHIN_MS,
  })
}
