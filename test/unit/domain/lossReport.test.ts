/** Cards that are reported lost: marked from the filing on, valid until the bureau approves. */
import { lossReportedAt, reportsLoss } from '../../../workflows/domain/lossReport'
import { CANCELLATION_REASONS } from '../../../workflows/domain/reasons'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { CANCELLATION_IN_REVIEW } from '../../support/requestStates'

it('S69 marks the card in every state of a lost cancellation but those that end the matter', () => {
  for (const state of ALL_STATES) {
    const ends = state.status === 'approved' || state.subState === 'withdrawn'
    expect(reportsLoss({ ...state, reason: 'lostOrStolen' })).toBe(
      state.type === 'cancellationRequest' && !ends,
    )
  }
})

it('S69 marks the card for no other reason', () => {
  const marked = CANCELLATION_REASONS.filter((reason) =>
    reportsLoss({ ...CANCELLATION_IN_REVIEW, reason }),
  )
  expect(marked).toEqual(['lostOrStolen'])
})

it('S69 S73 the latest request about the card decides', () => {
  const report = {
    type: 'cancellationRequest',
    status: 'rejected',
    subState: 'returned',
    reason: 'lostOrStolen',
    cardId: 'card-1',
    filedAt: new Date('2026-11-20T08:00:00Z'),
  } as const
  const later = new Date('2026-11-24T08:00:00Z')
  const found = { ...report, reason: 'damaged', status: 'pending', subState: 'inReview' } as const
  expect(lossReportedAt('card-1', [report])).toEqual(report.filedAt)
  expect(lossReportedAt('card-1', [{ ...found, filedAt: later }, report])).toBeNull()
  expect(lossReportedAt('card-2', [report])).toBeNull()
  expect(lossReportedAt('card-1', [])).toBeNull()
})
