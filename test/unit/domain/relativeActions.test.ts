/** The button of a row in the family list. */
import { allowedActions } from '../../../workflows/domain/allowedActions'
import { born } from '../../support/born'
import { DELIVERED, RETURNED } from '../../support/requestStates'
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

/** A card is valid from its approval until its cancellation is approved (S69, S72). */
const hasCard = (state: RequestState) =>
  state.type === 'cancellationRequest'
    ? state.status !== 'approved'
    : state.status === 'approved' && !['printStopped', 'cardCancelled'].includes(state.subState)

it('S10 S22 a relative without requests gets the button for a card request', () => {
  expect(relativeActions(spouse, TODAY)).toEqual({
    action: 'requestCard',
    alsoFollow: false,
    whyNot: null,
  })
})

it.each(
  ALL_STATES.map((state) => [`${state.type} ${state.status} ${state.subState}`, state] as const),
)('S47–S55 after %s the button follows the table of states', (_, state) => {
  const [action] = allowedActions(state, 'staff')
  const relative = { ...spouse, latestRequest: state, hasValidCard: hasCard(state) }
  expect(relativeActions(relative, TODAY)).toEqual({
    action,
    alsoFollow: action !== 'follow',
    whyNot: null,
  })
})

it('nothing may be done after a request whose state is impossible', () => {
  const latestRequest = { ...DELIVERED, status: 'pending' } as unknown as RequestState
  expect(relativeActions({ ...spouse, latestRequest, hasValidCard: true }, TODAY)).toEqual({
    action: null,
    alsoFollow: false,
    whyNot: null,
  })
})

it('S21 a child under 15 gets no button, but the first day on which a request is possible', () => {
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

it('S20 S51 a rejected request of a relative who has since joined the ministry can be viewed, not repeated', () => {
  expect(
    relativeActions({ ...spouse, worksAtMinistry: true, latestRequest: RETURNED }, TODAY),
  ).toMatchObject({
    action: null,
    alsoFollow: true,
  })
})

it('S56 the card of a relative who has since joined the ministry can still be cancelled', () => {
  const relative = {
    ...spouse,
    worksAtMinistry: true,
    latestRequest: DELIVERED,
    hasValidCard: true,
  }
  expect(relativeActions(relative, TODAY)).toEqual({
    action: 'requestCancellation',
    alsoFollow: true,
    whyNot: { code: 'worksAtMinistry' },
  })
})

it('S55 S69 after a rejected cancellation the card is still valid and can be cancelled again', () => {
  const latestRequest = cancellation('rejected', 'returned')
  expect(relativeActions({ ...spouse, latestRequest, hasValidCard: true }, TODAY).action).toBe(
    'requestCancellation',
  )
})

it('S56 a card that no longer exists cannot be cancelled', () => {
  expect(relativeActions({ ...spouse, latestRequest: DELIVERED }, TODAY).action).toBe('requestCard')
})

describe('a relative who has left the family', () => {
  const former: Relative = { ...spouse, left: 'marriageEnded' }
  const whyNot = { code: 'left', reason: 'marriageEnded' }

  it('S10 gets no card', () => {
    expect(relativeActions(former, TODAY)).toEqual({ action: null, alsoFollow: false, whyNot })
  })

  it('S56 can have the card cancelled that is still valid', () => {
    const holding = { ...former, latestRequest: DELIVERED, hasValidCard: true }
    expect(relativeActions(holding, TODAY)).toMatchObject({ action: 'requestCancellation', whyNot })
  })

  it('S41 keeps an open request to follow', () => {
    const latestRequest = cancellation('pending', 'inReview')
    const asking = { ...former, latestRequest, hasValidCard: true }
    expect(relativeActions(asking, TODAY)).toMatchObject({ action: 'follow', whyNot })
  })
})
