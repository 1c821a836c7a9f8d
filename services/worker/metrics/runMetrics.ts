/** What the engine says of the runs. */
import type { Client } from '@temporalio/client'
import { Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import { kept } from './kept'

/** The queries of the README's third view, counted apart. */
const QUERIES = {
  open: `ExecutionStatus = 'Running'`,
  stuck: `ExecutionStatus = 'Running' AND TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')`,
  failed: `ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut', 'Canceled')`,
} as const
type Standing = keyof typeof QUERIES

const ANSWER_WITHIN_MS = 3_000

/** Adds the number of runs in each standing; while the engine is unavailable it has no value. */
export function addRunMetrics(metrics: Registry, client: Client): void {
  const count = async (standing: Standing) => {
    const answer = await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.count(QUERIES[standing]),
    )
    return [standing, answer.count] as const
  }
  const read = kept(() => Promise.all((Object.keys(QUERIES) as Standing[]).map(count)))
  new Gauge({
    name: 'pyk_runs',
    help: 'Runs that are open, cannot continue, or have ended without an end of their own',
    labelNames: ['standing'],
    registers: [metrics],
    async collect() {
      const counts = await read()
      if (counts === null) return this.reset()
      for (const [standing, number] of counts) this.set({ standing }, number)
    },
  })
}
