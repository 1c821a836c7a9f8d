/** The button of a row in the family list. */
import { allowedActions } from '../../../workflows/domain/allowedActions'
import { born } from '../../support/born'
import { relativeActions } from '../../../workflows/domain/relativeActions'
import type { Relative } from '../../../workflows/domain/relativeActions'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'

const TODAY = '2026-11-24'

const spouse: Relative = {
  relation: 'spouse',
  birthDate: born('12.04.1986'),
  worksAtMinistry: false,
  latestRequest: null,
  hasValidCard: false,
}
const smallChild: Relative = { ...spouse, relation: 'child', birthDate: born('21.01.2016') }

const cancellation = (status: string, subState: string) =>
  ({ type: 'cancellationRequest', status, subState }) as RequestState
const delivered: RequestState = { type: 'cardRequest', status: 'approved', subState: 'delivered' }

/** A card is valid from its approval until its cancellation is approved (S69, S72). */
const hasCard = (state: RequestState) =>
  state.type === 'cancellationRequest'
    ? state.status !== 'approved'
    : state.status === 'approved' && !['printStopped', 'cardCancelled'].includes(state.subState)

it('S10 S22 a relative without any request gets the button for one', () => {
  expect(relativeActions(spouse, TODAY)).toEqual({
    action: 'requestCard',
    alsoFollow: false,
    whyNot: null,
  })
})

it.each(
  ALL_STATES.map((state) => [`${state.type} ${state.status} ${state.subState}`, state] as const),
)('S47–S55 after %s the button is what the table of states says', (_, state) => {
  const [action] = allowedActions(state, 'staff')
  const relative = { ...spouse, latestRequest: state, hasValidCard: hasCard(state) }
  expect(relativeActions(relative, TODAY)).toEqual({
    action,
    alsoFollow: action !== 'follow',
    whyNot: null,
  })
})

it('S21 a child under 15 gets no button, but the day on which it will', () => {
  expect(relativeActions(smallChild, TODAY)).toEqual({
    action: null,
    alsoFollow: false,
    whyNot: { code: 'under15', completesOn: '2031-01-21' },
  })
})

it('S18 S19 S20 a relative at the ministry gets no button and the reason', () => {
  const relative = { ...spouse, worksAtMinistry: true }
  expect(relativeActions(relative, TODAY)).toEqual({
    action: null,
    alsoFollow: false,
    whyNot: { code: 'worksAtMinistry' },
  })
})

it('S20 S51 a rejected request of somebody who has come to the ministry since can be looked at, not repeated', () => {
  const latestRequest: RequestState = {
    type: 'cardRequest',
    status: 'rejected',
    subState: 'returned',
  }
  expect(relativeActions({ ...spouse, worksAtMinistry: true, latestRequest }, TODAY)).toMatchObject(
    {
      action: null,
      alsoFollow: true,
    },
  )
})

it('S56 the card of somebody who has come to the ministry since can still be cancelled', () => {
  const relative = {
    ...spouse,
    worksAtMinistry: true,
    latestRequest: delivered,
    hasValidCard: true,
  }
  expect(relativeActions(relative, TODAY)).toEqual({
    action: 'requestCancellation',
    alsoFollow: true,
    whyNot: { code: 'worksAtMinistry' },
  })
})

it('S55 S69 a rejected cancellation leaves the card, which can be cancelled again', () => {
  const latestRequest = cancellation('rejected', 'returned')
  expect(relativeActions({ ...spouse, latestRequest, hasValidCard: true }, TODAY).action).toBe(
    'requestCancellation',
  )
})

it('S56 where there is no card any more, none is cancelled', () => {
  expect(relativeActions({ ...spouse, latestRequest: delivered }, TODAY).action).toBe('requestCard')
})
