/** Why a card is cancelled and why a request is returned. */
import {
  AUTOMATIC_REJECTION,
  CANCELLATION_REASONS,
  isLostOrStolen,
  needsExplanation,
  REJECTION_REASONS,
  REJECTION_SUBJECTS,
  rejectionReasonsFor,
} from '../../../workflows/domain/reasons'

it('S56 offers loss or theft, change of photo, change of identity data, and others', () => {
  expect(CANCELLATION_REASONS.slice(0, 3)).toEqual(['lostOrStolen', 'photoChange', 'identityDataChange'])
  expect(CANCELLATION_REASONS).toContain('other')
})

it('S59 S60 only loss or theft counts as lost or stolen', () => {
  expect(CANCELLATION_REASONS.filter(isLostOrStolen)).toEqual(['lostOrStolen'])
})

it('S44 each type of request has reasons of its own, and no reason is without a type', () => {
  const card = rejectionReasonsFor('cardRequest')
  const cancellation = rejectionReasonsFor('cancellationRequest')
  expect(card).toContain('photoBackground')
  expect(card).not.toContain('cardMismatch')
  expect(cancellation).toContain('lossFormIncomplete')
  expect(cancellation).not.toContain('receiptUnreadable')
  expect(new Set([...card, ...cancellation])).toEqual(new Set(Object.keys(REJECTION_REASONS)))
})

it('S44 every subject of a rejection has a reason', () => {
  const subjects = new Set(Object.values(REJECTION_REASONS).map(({ subject }) => subject))
  expect(subjects).toEqual(new Set(REJECTION_SUBJECTS))
})

it('S45 S50 "other reason" needs an explanation, alone or among others', () => {
  expect(needsExplanation(['otherReason'])).toBe(true)
  expect(needsExplanation(['photoBackground', 'otherReason'])).toBe(true)
  expect(needsExplanation(['photoBackground'])).toBe(false)
})

it('D9 no clerk can give the reason that the document check gives', () => {
  expect(Object.keys(REJECTION_REASONS)).not.toContain(AUTOMATIC_REJECTION)
})
