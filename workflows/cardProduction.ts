/** The making of a card: printed, sent, delivered (S48, S49, D1), unless a cancellation stops the print (D3). */
import { condition, setHandler } from '@temporalio/workflow'
import {
  cardCancelled,
  holdAnswered,
  holdPrint,
  productionEvent,
  productionStateQuery,
  releasePrint,
} from './contract'
import type { CardProductionInput, ProductionEvent, ProductionRunState, Refusal } from './contract'
import { judgeProductionEvent, nextProductionEvent } from './domain/judgement'
import { APPROVED_CARD } from './domain/requestState'
import type { CardRequestState, ProductionSubState } from './domain/requestState'
import { readCancellationDecided, readHoldPrint } from './domain/runMessages'
import type { HoldPrint } from './domain/runMessages'
import { describeState, publishState } from './operatorView'
import { record } from './persistence'
import { tellRun } from './externalRun'
import { now } from './requestRun'

/** What is left to write or answer; taken one by one, in the order it was heard. */
type Task =
  { kind: 'event'; event: ProductionEvent } | { kind: 'held'; by: HoldPrint } | { kind: 'released' }

/**
 * Follows a card until it is delivered or cancelled.
 * @returns the sub-state in which production ended
 */
export async function cardProduction(
  input: CardProductionInput,
): Promise<{ subState: ProductionSubState }> {
  const taken: ProductionEvent[] = []
  const refusals: Refusal[] = []
  const tasks: Task[] = []
  let state: CardRequestState = APPROVED_CARD
  let heldFor: string | null = null
  let cancelled = false
  let seq = 0

  const become = (subState: ProductionSubState) => {
    state = approved(subState)
    publishState(state, now(), null)
  }

  setHandler(
    productionStateQuery,
    (): ProductionRunState => ({ ...input, state, taken, refusals }),
    {
      description: 'Kartın üretim durumu',
    },
  )
  setHandler(
    productionEvent,
    (raw) => {
      const verdict = judgeProductionEvent({ cardId: input.cardId, state, taken }, raw, now())
      if ('refused' in verdict) return void refusals.push(verdict.refused)
      taken.push(verdict.taken)
      become(verdict.taken.kind)
      tasks.push({ kind: 'event', event: verdict.taken })
    },
    { description: 'Kart basıldı, gönderildi ya da teslim edildi' },
  )
  setHandler(holdPrint, (raw) => {
    const by = readHoldPrint(raw)
    if (by === null) return
    if (state.subState === 'awaitingPrint') {
      heldFor = by.cancellationRequestId
      become('printHeld')
    }
    tasks.push({ kind: 'held', by })
  })
  setHandler(releasePrint, (raw) => {
    const decided = readCancellationDecided(raw)
    if (decided === null || heldFor !== decided.cancellationRequestId) return
    heldFor = null
    become('awaitingPrint')
    tasks.push({ kind: 'released' })
  })
  setHandler(cardCancelled, (raw) => {
    if (readCancellationDecided(raw) !== null) cancelled = true
  })
  describeState(state, now(), null)

  while (!cancelled && !(state.subState === 'delivered' && tasks.length === 0)) {
    await condition(() => cancelled || tasks.length > 0)
    const task = tasks.shift()
    if (task !== undefined) await carryOut(task)
  }
  if (cancelled) become(nextProductionEvent(taken) === 'printed' ? 'printStopped' : 'cardCancelled')
  return { subState: state.subState }

  async function carryOut(task: Task): Promise<void> {
    switch (task.kind) {
      case 'event':
        return write(task.event.kind, task.event.by, task.event.eventId)
      case 'released':
        return write('awaitingPrint', null, null)
      case 'held': {
        const held = heldFor === task.by.cancellationRequestId
        if (held) await write('printHeld', null, null)
        return answerHold(task.by.replyTo, held)
      }
    }
  }

  async function write(
    subState: ProductionSubState,
    by: string | null,
    eventId: string | null,
  ): Promise<void> {
    seq += 1
    const { cardId, requestId } = input
    const answer = await record.recordCardStep({
      cardId,
      requestId,
      seq,
      at: now(),
      subState,
      by,
      eventId,
    })
    if (answer.cancelled) cancelled = true
  }

  /** The asking run may be gone by now; then nobody waits for the answer. */
  async function answerHold(replyTo: string, held: boolean): Promise<void> {
    await tellRun(replyTo, holdAnswered, { cardId: input.cardId, held })
  }
}

function approved(subState: ProductionSubState): CardRequestState {
  return { type: 'cardRequest', status: 'approved', subState }
}
