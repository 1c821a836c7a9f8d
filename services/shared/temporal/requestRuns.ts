/**
 * How services talk to the runs of requests and cards: start, signal, and query the outcome (D7).
 * The bureau's messages come with the claim that proves them; only the bureau's web app can add it.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client'
import type { Client, WorkflowHandle } from '@temporalio/client'
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import type { QueryDefinition, SignalDefinition } from '@temporalio/common'
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
  requestAttributes,
  requestStateQuery,
  requestWorkflowId,
  reviewOpened,
  RULES,
  SEARCH_ATTRIBUTES,
  startDetails,
  stateAttributes,
  TASK_QUEUES,
  withdrawal as withdrawalSignal,
} from '../../../workflows/contract'
import type {
  ArrivalReversal,
  BureauDecision,
  CancellationRequestInput,
  CardRequestInput,
  DocumentAdded,
  DocumentAsk,
  EarlierAct,
  Escalation,
  EscalationReturn,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionReversal,
  Proven,
  Refusal,
  RefusalCause,
  Refused,
  RequestMemo,
  RequestRunState,
  ReviewOpened,
  Withdrawal,
} from '../../../workflows/contract'
import { receivedState } from '../../../workflows/domain/requestState'
import { ANSWER_WITHIN_MS, answeredWithin } from './connection'

/** Outcome of a start: the run exists, or another request holds the relative's lock (D5). */
export type StartAnswer = { kind: 'started' } | { kind: 'otherRequestOpen'; requestNumber: string }

/** Outcome of a message. `closed`: the run has ended, so the record in MongoDB has the answer. */
export type MessageAnswer = { kind: 'taken' } | Refused | { kind: 'closed' }

const TYPE_IN_TURKISH = {
  cardRequest: 'Kart Talebi',
  cancellationRequest: 'Kart İptal Talebi',
} as const
/** Proving a message takes some milliseconds; longer while the run is busy. */
const FIRST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 80

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

    /** Sends the bureau's decision and returns whether it was taken (D7). */
    decide(personKey: string, decision: Proven<BureauDecision>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        bureauDecision,
        decision,
        requestStateQuery,
        (run) => {
          if (run.requestId !== decision.requestId) return { kind: 'closed' }
          if (run.decision?.decisionId === decision.decisionId) return { kind: 'taken' }
          return refusedIn(run.refusals, decision.decisionId, actsIn(run))
        },
      )
    },

    /**
     * Sends that the card of a cancellation has arrived and returns whether that was taken (D6).
     */
    recordArrival(
      personKey: string,
      arrival: Proven<PhysicalCardReceived>,
    ): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        physicalCardReceived,
        arrival,
        requestStateQuery,
        (run) => {
          if (run.requestId !== arrival.requestId) return { kind: 'closed' }
          if (run.cardReceived?.receiptId === arrival.receiptId) return { kind: 'taken' }
          const { refusals, cardReceived: alreadyReceived } = run
          return refusedIn(refusals, arrival.receiptId, { alreadyReceived })
        },
      )
    },

    /** Sends that an arrival was recorded by mistake and returns whether that was taken. */
    revertArrival(personKey: string, reversal: Proven<ArrivalReversal>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        arrivalReverted,
        reversal,
        requestStateQuery,
        (run) => {
          if (run.requestId !== reversal.requestId) return { kind: 'closed' }
          if (run.arrivalReverted?.reversalId === reversal.reversalId) return { kind: 'taken' }
          return refusedIn(run.refusals, reversal.reversalId, { alreadyDecided: run.decision })
        },
      )
    },

    /**
     * Sends that a clerk has opened a request. Taken also if another clerk was first; refused if the
     * applicant was.
     */
    openReview(personKey: string, opening: Proven<ReviewOpened>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        reviewOpened,
        opening,
        requestStateQuery,
        (run) => {
          if (run.requestId !== opening.requestId) return { kind: 'closed' }
          return run.opened !== null
            ? { kind: 'taken' }
            : refusedIn(run.refusals, opening.openingId)
        },
      )
    },

    /** Sends that the applicant takes a request back and returns whether that was taken. */
    withdraw(personKey: string, withdrawal: Withdrawal): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        withdrawalSignal,
        withdrawal,
        requestStateQuery,
        (run) => {
          if (run.requestId !== withdrawal.requestId) return { kind: 'closed' }
          if (run.withdrawal?.withdrawalId === withdrawal.withdrawalId) return { kind: 'taken' }
          return refusedIn(run.refusals, withdrawal.withdrawalId)
        },
      )
    },

    /** Sends that a clerk asks the applicant for a document and returns whether that was taken. */
    askForDocument(personKey: string, ask: Proven<DocumentAsk>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        documentAsked,
        ask,
        requestStateQuery,
        (run) => {
          if (run.requestId !== ask.requestId) return { kind: 'closed' }
          if (run.asked?.askId === ask.askId) return { kind: 'taken' }
          return refusedIn(run.refusals, ask.askId, actsIn(run))
        },
      )
    },

    /** Sends that a clerk hands the case to the head and returns whether that was taken. */
    escalate(personKey: string, escalation: Proven<Escalation>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        escalated,
        escalation,
        requestStateQuery,
        (run) => {
          const { requestId, escalationId } = escalation
          if (run.requestId !== requestId) return { kind: 'closed' }
          if (run.escalation?.escalation.escalationId === escalationId) return { kind: 'taken' }
          return refusedIn(run.refusals, escalationId, actsIn(run))
        },
      )
    },

    /** Sends that the head gives the case back and returns whether that was taken. */
    giveBack(personKey: string, returned: Proven<EscalationReturn>): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        escalationReturned,
        returned,
        requestStateQuery,
        (run) => {
          if (run.requestId !== returned.requestId) return { kind: 'closed' }
          if (run.escalation?.returned?.returnId === returned.returnId) return { kind: 'taken' }
          return refusedIn(run.refusals, returned.returnId, actsIn(run))
        },
      )
    },

    /**
     * Sends that the applicant has added the document and returns whether that was taken. Its file is
     * checked afterwards.
     */
    addDocument(personKey: string, added: DocumentAdded): Promise<MessageAnswer> {
      return send(
        client.workflow.getHandle(requestWorkflowId(personKey)),
        documentAdded,
        added,
        requestStateQuery,
        (run) => {
          if (run.requestId !== added.requestId) return { kind: 'closed' }
          if (run.added?.additionId === added.additionId) return { kind: 'taken' }
          return refusedIn(run.refusals, added.additionId)
        },
      )
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

  /**
   * Signals, then queries until the run has proven and judged the message; its answer is final (D7).
   * A run that is busy with a flood of messages asks for the message again.
   */
  async function send<Message, State>(
    run: WorkflowHandle,
    signal: SignalDefinition<[Message]>,
    message: Message,
    query: QueryDefinition<State>,
    read: (state: State) => MessageAnswer | Busy | null,
  ): Promise<MessageAnswer> {
    return answered(async () => {
      for (let sent = 1; ; sent++) {
        if (!(await accepted(run, signal, message))) return { kind: 'closed' }
        const answer = await untilAnswered(async () => {
          const latest = read(await run.query(query))
          return latest?.kind === 'busy' && latest.times < sent ? null : latest
        })
        if (answer.kind !== 'busy') return answer
        await pause(LONGEST_PAUSE_MS)
      }
    })
  }

  /**
   * Sends a signal; again while the run has had too many to accept one more, until it continues as
   * new.
   * @returns false when the run has ended
   */
  async function accepted<Message>(
    run: WorkflowHandle,
    signal: SignalDefinition<[Message]>,
    message: Message,
  ): Promise<boolean> {
    for (;;) {
      try {
        await run.signal(signal, message)
        return true
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false
        if (!hasHadTooMany(error)) throw error
      }
      await pause(LONGEST_PAUSE_MS)
    }
  }

  function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return answeredWithin(client, answerWithinMs, ask)
  }
}

/**
 * Starts the run of a request, or the run that continues a lost one.
 * @throws WorkflowExecutionAlreadyStartedError when the relative has an open run (D5)
 */
export async function startRequestRun(
  client: Client,
  personKey: string,
  input: CardRequestInput | CancellationRequestInput,
  rules: number,
): Promise<void> {
  const { requestId, requestNumber, type, carried } = input
  const memo: RequestMemo = { requestId, requestNumber, rules }
  const dueAt = carried?.dueAt ?? null
  const state = carried?.state ?? receivedState(type)
  await client.workflow.start<
    (input: CardRequestInput | CancellationRequestInput) => Promise<unknown>
  >(type, {
    workflowId: requestWorkflowId(personKey),
    taskQueue: TASK_QUEUES.requests,
    args: [input],
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    memo: { ...memo },
    staticSummary: `${TYPE_IN_TURKISH[type]} · ${requestNumber}`,
    staticDetails: startDetails(input, state),
    typedSearchAttributes: [
      ...requestAttributes(input),
      ...stateAttributes(state),
      ...(dueAt === null ? [] : [{ key: SEARCH_ATTRIBUTES.dueDay, value: new Date(dueAt) }]),
    ],
  })
}

/** How often the run has asked for a message again. */
interface Busy {
  kind: 'busy'
  times: number
}

async function untilAnswered<Answer>(ask: () => Promise<Answer | null>): Promise<Answer> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const answer = await ask()
    if (answer !== null) return answer
    await pause(pauseMs)
  }
}

/** The server reports this failure only by message text; tests check it. */
function hasHadTooMany(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : undefined
  return isGrpcServiceError(cause) && cause.details.includes('limit for signal events')
}

/** The act that a refusal with this cause is about: who was first, and when (D7). */
type Acts = Partial<Record<RefusalCause, EarlierAct | null>>

function actsIn({ decision, asked, escalation }: RequestRunState): Acts {
  return {
    alreadyDecided: decision,
    awaitingApplicant: asked,
    withHead: escalation?.escalation ?? null,
  }
}

/** The refusal of this message, or null until the run has handled it. */
function refusedIn(
  refusals: readonly Refusal[],
  messageId: string,
  acts: Acts = {},
): Refused | Busy | null {
  const ofMessage = refusals.filter((candidate) => candidate.messageId === messageId)
  const refusal = ofMessage.find(({ cause }) => cause !== 'busy')
  if (refusal === undefined)
    return ofMessage.length > 0 ? { kind: 'busy', times: ofMessage.length } : null
  const { cause } = refusal
  const act = acts[cause]
  if (!act) return { kind: 'refused', cause, earlier: null }
  const { by, at, outcome } = act
  return { kind: 'refused', cause, earlier: { by, at, ...(outcome && { outcome }) } }
}

export type RequestRuns = ReturnType<typeof createRequestRuns>
