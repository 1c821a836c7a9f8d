/** Validation of the messages that reach a run. */
import {
  readBureauDecision,
  readPhysicalCardReceived,
  readProductionEvent,
} from '../../../workflows/domain/messages'

const AT = '2026-11-24T09:00:00.000Z'

const decision = {
  decisionId: '0b5fbb52-8f0c-4c53-9b8e-6d5f5a0f1c2d',
  requestId: 'request-1',
  outcome: 'rejected',
  reasons: ['photoBackground'],
  explanationId: null,
  by: 'clerk-1',
  at: AT,
}
const arrival = {
  receiptId: 'receipt-1',
  requestId: 'request-1',
  letterNo: 'E-8123/44',
  letterDate: '2026-11-20',
  by: 'clerk-1',
  at: AT,
}

const accepted = (read: (raw: unknown) => unknown, raw: unknown) => read(raw) !== null

it('S43 a decision approves or rejects, nothing else', () => {
  expect(accepted(readBureauDecision, decision)).toBe(true)
  expect(accepted(readBureauDecision, { ...decision, outcome: 'approved', reasons: [] })).toBe(true)
  expect(accepted(readBureauDecision, { ...decision, outcome: 'postponed' })).toBe(false)
})

it('S50 a rejection without a reason is invalid', () => {
  expect(accepted(readBureauDecision, { ...decision, reasons: [] })).toBe(false)
})

it('S44 a reason must be in the list', () => {
  expect(accepted(readBureauDecision, { ...decision, reasons: ['tooCheerful'] })).toBe(false)
})

it.each(['decisionId', 'requestId', 'by', 'explanationId'])(
  'D12 free text is refused as %s',
  (field) => {
    expect(accepted(readBureauDecision, { ...decision, [field]: 'Fotoğraf çok koyu' })).toBe(false)
    expect(accepted(readBureauDecision, { ...decision, [field]: 'x'.repeat(65) })).toBe(false)
  },
)

it('the time of a decision must be an instant', () => {
  expect(accepted(readBureauDecision, { ...decision, at: '24.11.2026 12:00' })).toBe(false)
})

it.each(['E-8123/44', '2026.114', 'ÇŞ-İL-7'])(
  'S67 the letter number %s is accepted',
  (letterNo) => {
    expect(accepted(readPhysicalCardReceived, { ...arrival, letterNo })).toBe(true)
  },
)

it.each(['', 'sayın müdür', '1'.repeat(41), 'A<1>', 'AYŞE-YILMAZ'])(
  'S67 the letter number "%s" is refused',
  (letterNo) => {
    expect(accepted(readPhysicalCardReceived, { ...arrival, letterNo })).toBe(false)
  },
)

it('S67 the date of a letter must be a calendar day', () => {
  expect(accepted(readPhysicalCardReceived, { ...arrival, letterDate: '2026-02-28' })).toBe(true)
  expect(accepted(readPhysicalCardReceived, { ...arrival, letterDate: '2026-02-30' })).toBe(false)
  expect(accepted(readPhysicalCardReceived, { ...arrival, letterDate: '20.11.2026' })).toBe(false)
})

it('D1 an event of production is one of three', () => {
  const event = { eventId: 'event-1', cardId: 'card-1', kind: 'printed', by: 'clerk-1', at: AT }
  expect(accepted(readProductionEvent, event)).toBe(true)
  expect(accepted(readProductionEvent, { ...event, kind: 'lost' })).toBe(false)
})

it.each([
  ['decision', readBureauDecision, decision],
  ['arrival', readPhysicalCardReceived, arrival],
] as const)('no text of a %s can be made long', (_what, read, message) => {
  for (const [field, value] of Object.entries(message)) {
    if (typeof value !== 'string') continue
    for (const character of ['0', 'a', 'A', '-', '.'])
      for (let at = 0; at <= value.length; at += 1) {
        const long = value.slice(0, at) + character.repeat(1_000) + value.slice(at)
        expect([field, accepted(read, { ...message, [field]: long })]).toEqual([field, false])
      }
  }
})

it('D12 other fields of a message are dropped', () => {
  expect(readBureauDecision({ ...decision, note: 'Ayşe Yılmaz' })).toEqual(decision)
})
