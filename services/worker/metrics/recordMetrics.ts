/** What the record says of the bureau's work and of the latest comparison, read when metrics are asked for. */
import { Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import type { Store } from '../../shared/store/connection'
import { LATEST } from '../../shared/store/reconciliation'
import { DIFFERENCE_KINDS } from '../../../workflows/domain/differences'
import { QUEUES } from '../../../workflows/domain/requestState'
import { kept } from './kept'

/** The archive only grows; counting it would cost more with every year. */
const COUNTED = QUEUES.filter((queue) => queue !== 'archive')

interface Reading {
  queues: Record<string, number>
  overdue: number
  differences: Record<string, number>
  beyond: number
  /** Seconds; 0 before the first comparison. */
  comparedAt: number
}

/** Adds the metrics; while the record is unavailable they have no value. */
export function addRecordMetrics(metrics: Registry, store: Store): void {
  const read = kept(() => readRecord(store))
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    set: (gauge: Gauge, reading: Reading) => void,
  ) =>
    new Gauge({
      ...{ name, help, labelNames, registers: [metrics] },
      async collect() {
        const reading = await read()
        if (reading !== null) set(this, reading)
        else if (labelNames.length === 0) this.remove()
        else this.reset()
      },
    })

  gauge('pyk_queue_requests', 'Requests in a work list', ['queue'], (it, { queues }) => {
    for (const queue of COUNTED) it.set({ queue }, queues[queue]!)
  })
  gauge('pyk_overdue_requests', 'Requests whose due day has passed', [], (it, { overdue }) =>
    it.set(overdue),
  )
  gauge(
    'pyk_differences',
    'Differences between record, runs and store at the latest comparison',
    ['kind'],
    (it, { differences, beyond }) => {
      for (const kind of DIFFERENCE_KINDS) it.set({ kind }, differences[kind] ?? 0)
      it.set({ kind: 'notLookedAt' }, beyond)
    },
  )
  gauge(
    'pyk_compared_timestamp_seconds',
    'When record, runs and store were compared last',
    [],
    (it, { comparedAt }) => it.set(comparedAt),
  )
}

async function readRecord({ requests, reconciliations }: Store): Promise<Reading> {
  const [counts, overdue, latest] = await Promise.all([
    Promise.all(
      COUNTED.map(async (queue) => [queue, await requests.countDocuments({ queue })] as const),
    ),
    requests.countDocuments({ queue: 'review', dueAt: { $lt: new Date() } }),
    reconciliations.findById(LATEST).lean(),
  ])
  return {
    queues: Object.fromEntries(counts),
    overdue,
    differences: latest?.counts ?? {},
    beyond: latest?.beyond ?? 0,
    comparedAt: (latest?.at.getTime() ?? 0) / 1_000,
  }
}
