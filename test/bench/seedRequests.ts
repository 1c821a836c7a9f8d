/**
 * Fills a database with decided and pending requests, directly through the driver: only the shape
 * of the records matters.
 */
import { randomUUID } from 'node:crypto'
import type { Account } from '../../services/shared/store/account'
import type { Store } from '../../services/shared/store/connection'
import { queueOf } from '../../workflows/domain/allowedActions'
import { ALL_STATES, isOpen } from '../../workflows/domain/requestState'
import type { RequestState } from '../../workflows/domain/requestState'
import { DAY_MS, MINUTE_MS } from '../support/durations'

const BATCH = 5_000
const UNITS = 81
const PEOPLE = 1_000

const CLERKS = 10

/** After one to eight days, by one of a few clerks. */
function decisionOn({ status }: RequestState, index: number, filedAt: Date) {
  if (status === 'pending') return null
  return {
    decisionId: `decision-${index}`,
    outcome: status,
    by: `clerk-${index % CLERKS}`,
    at: new Date(filedAt.getTime() + (1 + (index % 8)) * DAY_MS),
    reasons: status === 'rejected' ? ['photoBackground'] : [],
    explanationId: null,
  }
}

/**
 * Writes requests in every state, a third of them in review, with their people and staff.
 * @param account the clerk who will see them; every applicant gets its fields except the id
 */
export async function seedRequests(
  store: Store,
  count: number,
  account: Omit<Account, '_id'>,
): Promise<void> {
  const { collection: requests } = store.requests
  await store.accounts.collection.insertOne({ ...account, _id: 'bench-staff' as never })
  await store.people.collection.insertMany(
    Array.from({ length: PEOPLE }, (_, index) => ({
      _id: `person-${index}` as never,
      name: 'Işıl',
      surname: 'Örnek',
      nameWords: ['isil', 'ornek'],
      birthDate: { year: 1990, month: 1, day: 1 },
      identity: { keyId: 'bench', iv: '', ciphertext: '', tag: '' },
      personKey: `key-${index}`,
    })),
  )
  const inReview = ALL_STATES.filter(({ subState }) => subState === 'inReview')
  const start = Date.now() - count * MINUTE_MS
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from)
    const rows = Array.from({ length: size }, (_, offset) => {
      const index = from + offset
      const states = index % 3 === 0 ? inReview : ALL_STATES
      const state = states[Math.floor(index / 3) % states.length]!
      const at = new Date(start + index * MINUTE_MS)
      return {
        _id: randomUUID() as never,
        number: `PYK-2026-${index}`,
        ...state,
        queue: queueOf(state),
        // The lock is one per person; here each request has its own, so that a few people are
        // enough.
        open: false,
        personId: `person-${index % PEOPLE}`,
        applicantId: 'bench-staff',
        relatedStaffIds: ['bench-staff'],
        unitCode: `${String((index % UNITS) + 1).padStart(2, '0')}-PER`,
        reason: state.type === 'cancellationRequest' ? 'damaged' : null,
        cardId: null,
        documents: [],
        filedAt: at,
        queuedAt: at,
        // Overdue, and many at the same instant, as at the end of a day.
        dueAt: isOpen(state) ? new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS - DAY_MS) : null,
        decision: decisionOn(state, index, at),
        documentFaults: [],
        cardReceived: null,
        reminders: [],
        seq: 1,
        audit: [{ key: `${index}:0`, action: 'filed', actor: 'bench-staff', at }],
      }
    })
    await requests.insertMany(rows, { ordered: false, writeConcern: { w: 1, journal: false } })
  }
}
