/** When a message counts: its claim, and its age. */
import {
  CLAIM_VALID_MS,
  CLOCK_TOLERANCE_MS,
  isExpired,
  isFromFuture,
  precedes,
  readProvenMessage,
} from '../../../workflows/domain/proof'

const AT = '2026-11-24T09:00:00.000Z'
const after = (milliseconds: number) => new Date(Date.parse(AT) + milliseconds).toISOString()
const opening = { openingId: 'opening-1', requestId: 'request-1', by: 'clerk-1', at: AT }

it('D7 a message expires 15 minutes after it was made', () => {
  expect(CLAIM_VALID_MS).toBe(15 * 60_000)
  expect(isExpired(AT, after(CLAIM_VALID_MS))).toBe(false)
  expect(isExpired(AT, after(CLAIM_VALID_MS + 1))).toBe(true)
})

it('D7 a message may be from the future, or older than a state, only as far as clocks differ', () => {
  expect(isFromFuture(AT, after(-CLOCK_TOLERANCE_MS))).toBe(false)
  expect(isFromFuture(AT, after(-CLOCK_TOLERANCE_MS - 1))).toBe(true)
  expect(precedes(AT, after(CLOCK_TOLERANCE_MS))).toBe(false)
  expect(precedes(AT, after(CLOCK_TOLERANCE_MS + 1))).toBe(true)
})

it('D7 reads a message and its claim', () => {
  expect(readProvenMessage('reviewOpened', { ...opening, claim: 'a-_1.b.c', note: 'x' })).toEqual({
    fields: opening,
    heard: { id: 'opening-1', subject: 'request-1', by: 'clerk-1', at: AT },
    claim: 'a-_1.b.c',
  })
})

it.each([undefined, null, 7, '', 'a.b', 'a.b.c.d', 'a.b.ç', `a.${'b'.repeat(5_000)}.c`])(
  'D7 takes %p for no claim',
  (claim) => {
    expect(readProvenMessage('reviewOpened', { ...opening, claim })?.claim).toBeNull()
  },
)

it('D7 reads no malformed message', () => {
  expect(readProvenMessage('bureauDecision', { ...opening, claim: 'a.b.c' })).toBeNull()
})
