/**
 * How services talk to the runs of requests and cards: start, signal, and query the outcome (D7).
 * The bureau's messages come with the claim that proves them; only the bureau's web app can add it.
 */
import { WorkflowNotFoundError } from '@temporalio/client'
import type { Client } from '@temporalio/client'
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import type { SignalDefinition } from '@temporalio/common'
import {
  arrivalReverted,
  bureauDecision,
  cardProductionWorkflowId,
  documentAdded,
  documentAsked,
  escalated,
  escalationReturned,
  physicalCardReceived,
  productionEvent,
  productionReverted,
  productionStateQuery,
  requestStateQuery,
  requestWorkflowId,
  reviewOpened,
  RULES,
  withdrawal as withdrawalSignal,
} from '../../../workflows/contract'
import type {
  ArrivalReversal,
  BureauDecision,
  CancellationRequestInput,
  CardRequestInput,
  DocumentAdded,
  DocumentAsk,
  Escalation,
  EscalationReturn,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionReversal,
  Proven,
  RequestMemo,
  RequestRunState,
  ReviewOpened,
  Withdrawal,
} from '../../../workflows/contract'
import { ANSWER_WITHIN_MS } from './connection'
import { createMessenger, refusedIn } from './messenger'
import type { Acts, MessageAnswer } from './messenger'
import { startRequestRun } from './startRequestRun'

/** Outcome of a start: the run exists, or another request holds the relative's lock (D5). */
export type StartAnswer = { kind: 'started' } | { kind: 'otherRequestOpen'; requestNumber: string }

/**
 * Creates the client of the runs. Every call throws EngineUnavailable when Temporal or its worker
 * does not answer in time.
 * @param answerWithinMs limit of one call, in milliseconds
 * @param rules by which runs are begun
 */
export function createRequestRuns(
  client: Client,
  answerWithinMs = ANSWER_WITHIN_MS,
  rules = RULES,
) {
  const { send, answered } = createMessenger(client, answerWithinMs)
  return {
    /**
     * Starts the run of a request. The same request sent twice is the same run.
     * @param personKey HMAC of the relative's identity number: the lock
     */
    async start(
      personKey: string,
      input: CardRequestInput | CancellationRequestInput,
    ): Promise<StartAnswer> {
      const { requestId } = input
      const workflowId = requestWorkflowId(personKey)
      return answered(async () => {
        try {
          await startRequestRun(client, personKey, input, rules)
          return { kind: 'started' }
        } catch (error) {
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
          const open = (await client.workflow.getHandle(workflowId).describe()).memo as
            RequestMemo | undefined
          if (open?.requestId === requestId) return { kind: 'started' }
          return { kind: 'otherRequestOpen', requestNumber: open?.requestNumber ?? '' }
        }
      })
    },

    /** Whether the run of a request is open. Sends nothing to it. */
    isOpen(personKey: string, requestId: string): Promise<boolean> {
      return answered(async () => {
        try {
          const run = await client.workflow.getHandle(requestWorkflowId(personKey)).describe()
          const memo = run.memo as RequestMemo | undefined
          return run.status.name === 'RUNNING' && memo?.requestId === requestId
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false
          throw error
        }
      })
    },

    /** Sends the bureau's decision and returns whether it was taken (D7). */
    decide(personKey: string, decision: Proven<BureauDecision>): Promise<MessageAnswer> {
      const id = decision.decisionId
      return sendToRequest(personKey, bureauDecision, decision, {
        id,
        isTaken: (run) => run.decision?.decisionId === id,
        acts: actsIn,
      })
    },

    /**
     * Sends that the card of a cancellation has arrived and returns whether that was taken (D6).
     */
    recordArrival(
      personKey: string,
      arrival: Proven<PhysicalCardReceived>,
    ): Promise<MessageAnswer> {
      const id = arrival.receiptId
      return sendToRequest(personKey, physicalCardReceived, arrival, {
        id,
        isTaken: (run) => run.cardReceived?.receiptId === id,
        acts: ({ cardReceived }) => ({ alreadyReceived: cardReceived }),
      })
    },

    /** Sends that an arrival was recorded by mistake and returns whether that was taken. */
    revertArrival(personKey: string, reversal: Proven<ArrivalReversal>): Promise<MessageAnswer> {
      const id = reversal.reversalId
      return sendToRequest(personKey, arrivalReverted, reversal, {
        id,
        isTaken: (run) => run.arrivalReverted?.reversalId === id,
        acts: ({ decision }) => ({ alreadyDecided: decision }),
      })
    },

    /**
     * Sends that a clerk has opened a request. Taken also if another clerk was first; refused if the
     * applicant was.
     * @param onSent called when the engine has taken it: an applicant who withdraws now is too late
     */
    openReview(
      personKey: string,
      opening: Proven<ReviewOpened>,
      onSent?: () => void,
    ): Promise<MessageAnswer> {
      return sendToRequest(personKey, reviewOpened, opening, {
        id: opening.openingId,
        isTaken: (run) => run.opened !== null,
        onSent,
      })
    },

    /** Sends that the applicant takes a request back and returns whether that was taken. */
    withdraw(personKey: string, withdrawal: Withdrawal): Promise<MessageAnswer> {
      const id = withdrawal.withdrawalId
      return sendToRequest(personKey, withdrawalSignal, withdrawal, {
        id,
        isTaken: (run) => run.withdrawal?.withdrawalId === id,
      })
    },

    /** Sends that a clerk asks the applicant for a document and returns whether that was taken. */
    askForDocument(personKey: string, ask: Proven<DocumentAsk>): Promise<MessageAnswer> {
      const id = ask.askId
      return sendToRequest(personKey, documentAsked, ask, {
        id,
        isTaken: (run) => run.asked?.askId === id,
        acts: actsIn,
      })
    },

    /** Sends that a clerk hands the case to the head and returns whether that was taken. */
    escalate(personKey: string, escalation: Proven<Escalation>): Promise<MessageAnswer> {
      const id = escalation.escalationId
      return sendToRequest(personKey, escalated, escalation, {
        id,
        isTaken: (run) => run.escalation?.escalation.escalationId === id,
        acts: actsIn,
      })
    },

    /** Sends that the head gives the case back and returns whether that was taken. */
    giveBack(personKey: string, returned: Proven<EscalationReturn>): Promise<MessageAnswer> {
      const id = returned.returnId
      return sendToRequest(personKey, escalationReturned, returned, {
        id,
        isTaken: (run) => run.escalation?.returned?.returnId === id,
        acts: actsIn,
      })
    },

    /**
     * Sends that the applicant has added the document and returns whether that was taken. Its file is
     * checked afterwards.
     */
    addDocument(personKey: string, added: DocumentAdded): Promise<MessageAnswer> {
      const id = added.additionId
      return sendToRequest(personKey, documentAdded, added, {
        id,
        isTaken: (run) => run.added?.additionId === id,
      })
    },

    /** Sends an event of a card and returns whether it was taken (D1). */
    recordProduction(event: Proven<ProductionEvent>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(cardProductionWorkflowId(event.cardId)),
        productionEvent,
        event,
        productionStateQuery,
        (run) => {
          if (run.taken.some(({ eventId }) => eventId === event.eventId)) return { kind: 'taken' }
          const alreadyReceived = run.taken.find(({ kind }) => kind === event.kind) ?? null
          return refusedIn(run.refusals, event.eventId, { alreadyReceived })
        },
      )
    },

    /** Sends that an event was recorded by mistake and returns whether that was taken. */
    revertProduction(reversal: Proven<ProductionReversal>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(cardProductionWorkflowId(reversal.cardId)),
        productionReverted,
        reversal,
        productionStateQuery,
        (run) => {
          if (run.reverted.some(({ reversalId }) => reversalId === reversal.reversalId))
            return { kind: 'taken' }
          return refusedIn(run.refusals, reversal.reversalId)
        },
      )
    },
  }

  /** Sends a message to the run that has the relative's lock, which may be that of another request. */
  function sendToRequest<Message extends { requestId: string }>(
    personKey: string,
    signal: SignalDefinition<[Message]>,
    message: Message,
    {
      id,
      isTaken,
      acts,
      onSent,
    }: {
      /** Of the message. */
      id: string
      isTaken: (run: RequestRunState) => boolean
      /** Whom a refusal may name. */
      acts?: (run: RequestRunState) => Acts
      onSent?: (() => void) | undefined
    },
  ): Promise<MessageAnswer> {
    const run = client.workflow.getHandle(requestWorkflowId(personKey))
    const read = (state: RequestRunState) => {
      if (state.requestId !== message.requestId) return { kind: 'closed' } as const
      if (isTaken(state)) return { kind: 'taken' } as const
      return refusedIn(state.refusals, id, acts?.(state))
    }
    return send(run, signal, message, requestStateQuery, read, onSent)
  }
}

function actsIn({ decision, asked, escalation }: RequestRunState): Acts {
  return {
    alreadyDecided: decision,
    awaitingApplicant: asked,
    withHead: escalation?.escalation ?? null,
  }
}

export type RequestRuns = ReturnType<typeof createRequestRuns>
