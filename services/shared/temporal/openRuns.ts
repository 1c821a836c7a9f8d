/** The open runs of requests and cards, as the engine lists them and as they answer. */
import { WorkflowNotFoundError } from '@temporalio/client'
import type { Client } from '@temporalio/client'
import {
  productionStateQuery,
  requestStateQuery,
  SEARCH_ATTRIBUTES,
  WORKFLOW_TYPES,
} from '../../../workflows/contract'
import type { RequestMemo } from '../../../workflows/contract'
import { stateText } from '../../../workflows/domain/differences'
import type { EngineRun } from '../../../workflows/domain/differences'

export type RunPart = 'request' | 'production'

/** An open run, as the list shows it. The list lags behind the runs by a moment. */
export interface ListedRun {
  part: RunPart
  workflowId: string
  requestNumber: string
  state: string
}

/** A run as it answers itself. */
export interface AskedRun extends EngineRun {
  /** Temporal's name of its status, such as RUNNING or TERMINATED. */
  status: string
  /** Whose run it is; null for a card's production. */
  requestId: string | null
}

const OF_PART = {
  request: `WorkflowType IN ('${WORKFLOW_TYPES.cardRequest}', '${WORKFLOW_TYPES.cancellationRequest}')`,
  production: `WorkflowType = '${WORKFLOW_TYPES.cardProduction}'`,
} as const satisfies Record<RunPart, string>

const ANSWER_WITHIN_MS = 5_000

/** @param pageSize how many runs are held in memory at once */
export function createOpenRuns(client: Client, pageSize = 200) {
  async function* list(part: RunPart, query: string): AsyncGenerator<ListedRun> {
    const open = `ExecutionStatus = 'Running' AND ${OF_PART[part]}${query}`
    for await (const run of client.workflow.list({ query: open, pageSize })) {
      const attribute = (key: (typeof SEARCH_ATTRIBUTES)['requestNumber']) =>
        run.typedSearchAttributes.get(key) ?? ''
      yield {
        part,
        workflowId: run.workflowId,
        requestNumber: attribute(SEARCH_ATTRIBUTES.requestNumber),
        state: stateText({
          status: attribute(SEARCH_ATTRIBUTES.requestStatus),
          subState: attribute(SEARCH_ATTRIBUTES.requestSubState),
        }),
      }
    }
  }

  return {
    /** All of them, one page after the other. */
    all: (part: RunPart) => list(part, ''),

    ofNumbers: (numbers: readonly string[]) =>
      collected(list('request', ` AND RequestNumber IN (${quoted(numbers)})`)),

    withIds: (part: RunPart, workflowIds: readonly string[]) =>
      collected(list(part, ` AND WorkflowId IN (${quoted(workflowIds)})`)),

    /** Asks the run itself; null if the engine knows none with this id. */
    async ask(part: RunPart, workflowId: string): Promise<AskedRun | null> {
      const run = client.workflow.getHandle(workflowId)
      try {
        const { status, memo } = await run.describe()
        const { requestId = null } = (memo ?? {}) as Partial<RequestMemo>
        const isOpen = status.name === 'RUNNING'
        const state = isOpen ? await stateOf(part, workflowId) : null
        return { isOpen, state, status: status.name, requestId }
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return null
        throw error
      }
    },
  }

  /** Null if the run does not answer, for example because its code cannot continue it. */
  async function stateOf(part: RunPart, workflowId: string): Promise<string | null> {
    const run = client.workflow.getHandle(workflowId)
    const query = part === 'request' ? requestStateQuery : productionStateQuery
    const ask = () => run.query<{ state: { status: string; subState: string } }>(query.name)
    return client.withDeadline(Date.now() + ANSWER_WITHIN_MS, ask).then(
      ({ state }) => stateText(state),
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) throw error
        return null
      },
    )
  }
}

export type OpenRuns = ReturnType<typeof createOpenRuns>

async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Numbers and ids of ours contain no quotes. */
function quoted(texts: readonly string[]): string {
  return texts.map((text) => `'${text}'`).join(', ')
}
