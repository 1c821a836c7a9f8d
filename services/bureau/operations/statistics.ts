/**
 * The figures of the head: what came in, what was decided and how soon, and what is late. Each query
 * reads one index alone, so that a year of many requests takes a moment.
 */
import { addDays, instantAt } from '../../../workflows/domain/istanbul'
import type { Day } from '../../../workflows/domain/istanbul'
import type { AUTOMATIC_REJECTION, RejectionReason } from '../../../workflows/domain/reasons'
import type { Outcome, RequestType } from '../../../workflows/domain/requestState'
import type { Store } from '../../shared/store/connection'
import type { Days } from '../period'
import { lateIn } from './late'
import type { Late } from './late'

interface Count {
  count: number
}

/** Requests filed on a day. */
export interface Arrived extends Count {
  day: Day
  type: RequestType
  unitCode: string
  photoPutRight: boolean
}

/** Decisions of a clerk, or of the document check, on requests that came into review on one day. */
export interface Decided extends Count {
  /** When the review could begin: when it was filed, or when its card had arrived. */
  since: Day
  day: Day
  outcome: Outcome
  /** Account id; null for the document check. */
  by: string | null
}

export interface Statistics {
  arrived: Arrived[]
  decided: Decided[]
  decidedOfUnits: (Count & { unitCode: string; outcome: Outcome })[]
  reasons: (Count & { reason: RejectionReason | typeof AUTOMATIC_REJECTION })[]
  /** In review now, whatever the period. */
  late: Late
  /** Names of units by code, and of accounts by id. */
  nameOf: ReadonlyMap<string, string>
}

/** No filter here is about the person who looks. */
const NOBODY = ''

/** @param unitCode figures of this unit only */
export async function readStatistics(
  store: Store,
  days: Days,
  unitCode: string | undefined,
  now: Date,
): Promise<Statistics> {
  const ofUnit = unitCode === undefined ? {} : { unitCode }
  const { arrivals, decisions, decisionsOfUnits } = covered(days, ofUnit)
  const [arrived, decided, decidedOfUnits, reasons, late] = await Promise.all([
    store.requests.aggregate<Arrived>(arrivals),
    store.requests.aggregate<Decided>(decisions),
    store.requests.aggregate<Statistics['decidedOfUnits'][number]>(decisionsOfUnits),
    store.requests.aggregate<Statistics['reasons'][number]>([
      { $match: { status: 'rejected', 'decision.at': within(days), ...ofUnit } },
      { $unwind: '$decision.reasons' },
      ...counted({ reason: '$decision.reasons' }),
    ]),
    lateIn(store, 'review', ofUnit, NOBODY, now),
  ])
  const units = new Set([...arrived, ...decidedOfUnits].map((row) => row.unitCode))
  const clerks = new Set(decided.flatMap(({ by }) => by ?? []))
  const nameOf = await namesOf(store, [...units], [...clerks])
  return { arrived, decided, decidedOfUnits, reasons, late: late!, nameOf }
}

/** The queries that read an index and no request. */
export function covered(days: Days, ofUnit: { unitCode?: string }) {
  const decidedInTime = { $match: { 'decision.at': within(days), ...ofUnit } }
  return {
    arrivals: [
      { $match: { filedAt: within(days), ...ofUnit } },
      ...counted({
        day: dayOf('$filedAt'),
        type: '$type',
        unitCode: '$unitCode',
        photoPutRight: { $ifNull: ['$photoPutRight', false] },
      }),
    ],
    decisions: [
      decidedInTime,
      ...counted({
        since: dayOf({ $ifNull: ['$cardReceived.at', '$filedAt'] }),
        day: dayOf('$decision.at'),
        outcome: '$decision.outcome',
        by: { $ifNull: ['$decision.by', null] },
      }),
    ],
    decisionsOfUnits: [
      decidedInTime,
      ...counted({ unitCode: '$unitCode', outcome: '$decision.outcome' }),
    ],
  }
}

/** The names of all units, for the filter. */
export async function allUnits(store: Store): Promise<{ code: string; name: string }[]> {
  const units = await store.units.find({}, { name: 1 }).lean()
  return units.map(({ _id, name }) => ({ code: _id, name }))
}

function within({ first, last }: Days) {
  return {
    $gte: new Date(instantAt(first, 0)),
    $lt: new Date(instantAt(addDays(last, 1), 0)),
  }
}

/** The day in Istanbul, as the instant at which it begins. */
function dayOf(instant: unknown) {
  return { $dateTrunc: { date: instant, unit: 'day', timezone: '+03:00' } }
}

const DAY_FIELDS = ['day', 'since']

/** Counts by fields; days become texts once they are grouped, since that is slow. */
function counted(fields: Record<string, unknown>) {
  const plain = Object.keys(fields).map((name) => [
    name,
    DAY_FIELDS.includes(name)
      ? { $dateToString: { date: `$_id.${name}`, format: '%Y-%m-%d', timezone: '+03:00' } }
      : `$_id.${name}`,
  ])
  return [
    { $group: { _id: fields, count: { $sum: 1 } } },
    { $project: { _id: 0, count: 1, ...(Object.fromEntries(plain) as object) } },
  ]
}

async function namesOf(
  store: Store,
  unitCodes: readonly string[],
  accountIds: readonly string[],
): Promise<Map<string, string>> {
  const [units, accounts] = await Promise.all([
    store.units.find({ _id: { $in: unitCodes } }, { name: 1 }).lean(),
    store.accounts.find({ _id: { $in: accountIds } }, { name: 1 }).lean(),
  ])
  return new Map([...units, ...accounts].map(({ _id, name }) => [_id, name]))
}
