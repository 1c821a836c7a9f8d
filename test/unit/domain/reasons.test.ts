/** Why a card is cancelled and why a request is returned. */
import {
  AUTOMATIC_REJECTION,
  canApply,
  CANCELLATION_REASONS,
  cancellationReasonsFor,
  isLostOrStolen,
  isRejectionReason,
  needsExplanation,
  needsReasonDetail,
  OWN_SUBJECTS,
  ownReasonCode,
  REJECTION_REASONS,
  REJECTION_SUBJECTS,
  rejectionReasonsFor,
} from '../../../workflows/domain/reasons'
import type { CancellationReason, RejectedCase } from '../../../workflows/domain/reasons'

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

describe('a reason that the bureau has added', () => {
  it('S44 has a code that says what it is about, and of what else a code is made nothing is taken', () => {
    const code = ownReasonCode('photo', '0a1b2c3d')
    expect(code).toBe('own-photo-0a1b2c3d')
    expect([code, 'photoBackground'].every(isRejectionReason)).toBe(true)
    for (const wrong of [
      ...['own-photo-', 'own-nothing-0a1b2c3d', 'own-photo-0a1b2c3d ', 'OWN-photo-0a1b2c3d'],
      ...['own-photo-10000000146', AUTOMATIC_REJECTION, 'toString', 7, null],
    ])
      expect(isRejectionReason(wrong)).toBe(false)
  })

  it('S44 S66 S68 can apply where the reasons of the software about the same can', () => {
    const cases: RejectedCase[] = [
      { type: 'cardRequest', reason: null, cardReceived: null },
      { type: 'cancellationRequest', reason: 'lostOrStolen', cardReceived: null },
      { type: 'cancellationRequest', reason: 'damaged', cardReceived: {} },
      { type: 'cancellationRequest', reason: 'divorce', cardReceived: null },
    ]
    for (const request of cases)
      for (const subject of OWN_SUBJECTS) {
        const fixed = rejectionReasonsFor(request).some(
          (reason) => (REJECTION_REASONS[reason].subject ?? 'other') === subject,
        )
        expect(canApply(ownReasonCode(subject, '0a1b2c3d'), request)).toBe(fixed)
      }
  })
})
