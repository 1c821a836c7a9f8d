/** The figures of the head for a year, read from a database with a million requests. */
import { readStatistics } from '../../services/bureau/operations/statistics'
import { periodOf } from '../../services/bureau/period'
import { connectStore } from '../../services/shared/store/connection'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { median } from './median'
import { seedRequests } from './seedRequests'
import type { BenchStack } from './stack'

const REQUESTS = 1_000_000
const ROUNDS = 5

export interface StatisticsResult {
  monthMs: number
  yearMs: number
  /** Requests that were filed in the year. */
  ofYear: number
}

export async function measureStatistics(stack: BenchStack): Promise<StatisticsResult> {
  const store = await connectStore(
    stack.mongoUrl(`statistics-${REQUESTS}`),
    stack.environment['AUDIT_KEYS']!,
  )
  try {
    await seedRequests(store, REQUESTS, {
      username: 'bench',
      passwordHash: '',
      name: 'Deneme Memuru',
      nameWords: ['deneme', 'memuru'],
      registryNo: '000001',
      unitCode: '06-PER',
      unitName: 'Kimlik Bürosu',
      roles: ['clerk'],
      personKey: 'bench-clerk',
    })
    const now = new Date()
    const read = async (period: 'month' | 'year') => {
      const times: number[] = []
      let arrived = 0
      for (let round = -1; round < ROUNDS; round++) {
        const start = performance.now()
        const days = periodOf({ period }, istanbulDayOf(now.toISOString()))
        const statistics = await readStatistics(store, days, undefined, now)
        // The first round reads the index from disk.
        if (round >= 0) times.push(performance.now() - start)
        arrived = statistics.arrived.reduce((sum, { count }) => sum + count, 0)
      }
      return { ms: median(times), arrived }
    }
    const month = await read('month')
    const year = await read('year')
    return { monthMs: month.ms, yearMs: year.ms, ofYear: year.arrived }
  } finally {
    await store.close()
  }
}
