/** Why a card is cancelled and why a request is returned. */
import {
  AUTOMATIC_REJECTION,
  CANCELLATION_REASONS,
  cancellationReasonsFor,
  isLostOrStolen,
  needsExplanation,
  needsReasonDetail,
  REJECTION_REASONS,
  REJECTION_SUBJECTS,
  rejectionReasonsFor,
} from '../../../workflows/domain/reasons'
import type { CancellationReason } from '../../../workflows/domain/reasons'

it('S56 offers loss or theft, change of photo, change of identity data, and others', () => {
  expect(CANCELLATION_REASONS.slice(0, 3)).toEqual([
    'lostOrStolen',
    'photoChange',
    'identityDataChange',
  ])
  expect(CANCELLATION_REASONS).toContain('other')
})

it('S59 S60 only loss or theft counts as lost or stolen', () => {
  expect(CANCELLATION_REASONS.filter(isLostOrStolen)).toEqual(['lostOrStolen'])
})

it('S56 D3 a sent card can have every reason, and one still at the bureau all but loss', () => {
  const atBureau = CANCELLATION_REASONS.filter((reason) => reason !== 'lostOrStolen')
  for (const card of ['awaitingPrint', 'printHeld', 'printed', 'dispatchHeld'] as const)
    expect(cancellationReasonsFor(card)).toEqual(atBureau)
  for (const card of ['sent', 'delivered'] as const)
    expect(cancellationReasonsFor(card)).toEqual(CANCELLATION_REASONS)
})

it('S58 only reason “other” needs a text', () => {
  expect(CANCELLATION_REASONS.filter(needsReasonDetail)).toEqual(['other'])
})

it('S44 each type of request has its own reasons, and every reason has a type', () => {
  const card = rejectionReasonsFor({ type: 'cardRequest', reason: null, cardReceived: null })
  const ofLost = rejectionReasonsFor({
    type: 'cancellationRequest',
    reason: 'lostOrStolen',
    cardReceived: null,
  })
  const ofArrived = rejectionReasonsFor({
    type: 'cancellationRequest',
    reason: 'damaged',
    cardReceived: {},
  })
  const cancellation = [...ofLost, ...ofArrived]
  expect(card).toContain('photoBackground')
  expect(card).not.toContain('cardMismatch')
  expect(cancellation).toContain('lossFormIncomplete')
  expect(cancellation).not.toContain('receiptUnreadable')
  expect(new Set([...card, ...cancellation])).toEqual(new Set(Object.keys(REJECTION_REASONS)))
})

it('S44 S66 S68 a cancellation is not returned for documents that it never had or a card that never came', () => {
  const offered = (reason: CancellationReason, cardReceived: object | null) =>
    rejectionReasonsFor({ type: 'cancellationRequest', reason, cardReceived })
  const ofLoss = ['lossFormIncomplete', 'policeLetterMissing']
  expect(offered('lostOrStolen', null)).toEqual(['identityMismatch', ...ofLoss, 'otherReason'])
  expect(offered('damaged', {})).toEqual(['identityMismatch', 'cardMismatch', 'otherReason'])
  // Its print was held (D3).
  expect(offered('divorce', null)).toEqual(['identityMismatch', 'otherReason'])
})

it('S44 every subject of a rejection has a reason, and only “other” has no subject', () => {
  const subjects = new Set(Object.values(REJECTION_REASONS).map(({ subject }) => subject))
  expect(subjects).toEqual(new Set([...REJECTION_SUBJECTS, null]))
  expect(REJECTION_REASONS.otherReason.subject).toBeNull()
})

it('S45 S50 "other reason" needs an explanation, alone or with others', () => {
  expect(needsExplanation(['otherReason'])).toBe(true)
  expect(needsExplanation(['photoBackground', 'otherReason'])).toBe(true)
  expect(needsExplanation(['photoBackground'])).toBe(false)
})

it('D9 no clerk can choose the reason of the document check', () => {
  expect(Object.keys(REJECTION_REASONS)).not.toContain(AUTOMATIC_REJECTION)
})
