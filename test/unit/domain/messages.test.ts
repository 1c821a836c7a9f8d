/** What a message may look like when it reaches a run. */
import {
  BureauDecision,
  PhysicalCardReceived,
  ProductionEvent,
  StoredDocument,
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
const document = { kind: 'photo', key: 'b/3f2a', versionId: 'v1', sha256: 'a'.repeat(64), bytes: 12 }

const accepted = (schema: { safeParse(raw: unknown): { success: boolean } }, raw: unknown) =>
  schema.safeParse(raw).success

it('S43 a decision approves or rejects and nothing else', () => {
  expect(accepted(BureauDecision, decision)).toBe(true)
  expect(accepted(BureauDecision, { ...decision, outcome: 'approved', reasons: [] })).toBe(true)
  expect(accepted(BureauDecision, { ...decision, outcome: 'postponed' })).toBe(false)
})

it('S50 a rejection without a reason is no decision', () => {
  expect(accepted(BureauDecision, { ...decision, reasons: [] })).toBe(false)
})

it('S44 a reason stands in the list', () => {
  expect(accepted(BureauDecision, { ...decision, reasons: ['tooCheerful'] })).toBe(false)
})

it.each(['decisionId', 'requestId', 'by', 'explanationId'])('D12 free text is refused as %s', (field) => {
  expect(accepted(BureauDecision, { ...decision, [field]: 'Fotoğraf çok koyu' })).toBe(false)
  expect(accepted(BureauDecision, { ...decision, [field]: 'x'.repeat(65) })).toBe(false)
})

it('a decision tells when it was sent as an instant', () => {
  expect(accepted(BureauDecision, { ...decision, at: '24.11.2026 12:00' })).toBe(false)
})

it.each(['E-8123/44', '2026.114', 'ÇŞ-İL-7'])('S67 the letter number %s is accepted', (letterNo) => {
  expect(accepted(PhysicalCardReceived, { ...arrival, letterNo })).toBe(true)
})

it.each(['', 'sayın müdür', 'A'.repeat(41), 'A<b>'])('S67 the letter number "%s" is refused', (letterNo) => {
  expect(accepted(PhysicalCardReceived, { ...arrival, letterNo })).toBe(false)
})

it('S67 the letter bears a day of the calendar', () => {
  expect(accepted(PhysicalCardReceived, { ...arrival, letterDate: '2026-02-28' })).toBe(true)
  expect(accepted(PhysicalCardReceived, { ...arrival, letterDate: '2026-02-30' })).toBe(false)
  expect(accepted(PhysicalCardReceived, { ...arrival, letterDate: '20.11.2026' })).toBe(false)
})

it('D1 an event of production is one of three', () => {
  const event = { eventId: 'event-1', cardId: 'card-1', kind: 'printed', by: 'clerk-1', at: AT }
  expect(accepted(ProductionEvent, event)).toBe(true)
  expect(accepted(ProductionEvent, { ...event, kind: 'lost' })).toBe(false)
})

it('a stored document is pinned by version and content', () => {
  expect(accepted(StoredDocument, document)).toBe(true)
  expect(accepted(StoredDocument, { ...document, versionId: '' })).toBe(false)
  expect(accepted(StoredDocument, { ...document, sha256: 'A'.repeat(64) })).toBe(false)
  expect(accepted(StoredDocument, { ...document, bytes: -1 })).toBe(false)
  expect(accepted(StoredDocument, { ...document, kind: 'selfie' })).toBe(false)
})
