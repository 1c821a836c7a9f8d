import { ROLES } from '../../../workflows/domain/roles'
import type { Role } from '../../../workflows/domain/roles'
/**
 * Every state of a request: its queue, its next action for each role, and proof that the list is
 * complete.
 */
import {
  ACTION_OF_REVERSAL,
  ACTIONS,
  allowedActions,
  isForOthers,
  isPossible,
  mayDo,
  queueOf,
} from '../../../workflows/domain/allowedActions'
import type { Action, StateTable } from '../../../workflows/domain/allowedActions'
import {
  ALL_STATES,
  isOpen,
  QUEUES,
  REQUEST_TYPES,
  isWithdrawn,
  isWithHead,
  STATUSES,
} from '../../../workflows/domain/requestState'
import type { Queue, RequestState } from '../../../workflows/domain/requestState'

type Row = [
  requirement: string,
  state: string,
  queue: Queue,
  staff: readonly Action[],
  ...bureau: Action[],
]

const LAW: Row[] = [
  ['S47', 'cardRequest pending received', 'system', ['follow'], 'follow'],
  [
    'S47',
    'cardRequest pending inReview',
    'review',
    ['follow', 'withdraw'],
    'decide',
    'askForDocument',
    'escalate',
  ],
  ['S47', 'cardRequest pending withHead', 'review', ['follow', 'withdraw'], 'follow'],
  [
    'S43',
    'cardRequest pending awaitingApplicant',
    'applicant',
    ['follow', 'addDocument', 'withdraw'],
    'follow',
  ],
  ['D5', 'cardRequest pending withdrawn', 'archive', ['requestCard'], 'follow'],
  [
    'S49 D1',
    'cardRequest approved awaitingPrint',
    'print',
    ['requestCancellation'],
    'recordPrinted',
  ],
  ['D3', 'cardRequest approved printHeld', 'print', ['follow'], 'follow'],
  ['D3', 'cardRequest approved dispatchHeld', 'dispatch', ['follow'], 'follow'],
  ['S49 D1', 'cardRequest approved printed', 'dispatch', ['requestCancellation'], 'recordSent'],
  ['S48 D1', 'cardRequest approved sent', 'handover', ['requestCancellation'], 'recordDelivered'],
  ['S49 D1', 'cardRequest approved delivered', 'archive', ['requestCancellation'], 'follow'],
  ['S72 D3', 'cardRequest approved printStopped', 'archive', ['requestCard'], 'follow'],
  ['S72 D2', 'cardRequest approved cardCancelled', 'archive', ['requestCard'], 'follow'],
  ['S51 S52', 'cardRequest rejected returned', 'archive', ['requestCard'], 'follow'],
  ['S53', 'cancellationRequest pending received', 'system', ['follow'], 'follow'],
  [
    'S53 D6',
    'cancellationRequest pending awaitingCard',
    'cardArrival',
    ['follow', 'withdraw'],
    'recordCardArrival',
  ],
  [
    'S53',
    'cancellationRequest pending inReview',
    'review',
    ['follow', 'withdraw'],
    'decide',
    'askForDocument',
    'escalate',
  ],
  ['S53', 'cancellationRequest pending withHead', 'review', ['follow', 'withdraw'], 'follow'],
  [
    'S43',
    'cancellationRequest pending awaitingApplicant',
    'applicant',
    ['follow', 'addDocument', 'withdraw'],
    'follow',
  ],
  ['D5', 'cancellationRequest pending withdrawn', 'archive', ['requestCancellation'], 'follow'],
  ['S54 S72', 'cancellationRequest approved cardCancelled', 'archive', ['requestCard'], 'follow'],
  [
    'S55 S69 S73',
    'cancellationRequest rejected returned',
    'archive',
    ['requestCancellation'],
    'follow',
  ],
]

/** Taking back a wrong record is no next step. */
const isStep = (action: Action) =>
  action !== 'revertCardArrival' && !Object.values<Action>(ACTION_OF_REVERSAL).includes(action)

const nameOf = ({ type, status, subState }: RequestState) => `${type} ${status} ${subState}`
const stateNamed = (name: string) => ALL_STATES.find((state) => nameOf(state) === name)!

describe('the states of a request', () => {
  it('S42 S43 D1 are exactly those of the requirements', () => {
    expect(ALL_STATES.map(nameOf).sort()).toEqual(LAW.map(([, state]) => state).sort())
  })

  it('S42 S43 have two types and three statuses', () => {
    expect(REQUEST_TYPES).toEqual(['cardRequest', 'cancellationRequest'])
    expect(STATUSES).toEqual(['pending', 'approved', 'rejected'])
  })

  it.each(LAW)(
    '%s: %s waits in the queue %s; staff may %s, the bureau may %s',
    (_, name, queue, staff, ...bureau) => {
      const state = stateNamed(name)
      expect(queueOf(state)).toBe(queue)
      expect(allowedActions(state, 'staff')).toEqual(staff)
      expect(allowedActions(state, 'clerk').filter(isStep)).toEqual(bureau)
    },
  )

  it.each(ALL_STATES.map((state) => [nameOf(state), state] as const))(
    'S41 %s has one queue, one useful next action for staff and one for the bureau',
    (_, state) => {
      expect(QUEUES.filter((queue) => queue === queueOf(state))).toHaveLength(1)
      const further = ['withdraw', 'addDocument', 'askForDocument', 'escalate']
      const main = (role: Role) =>
        allowedActions(state, role).filter((action) => isStep(action) && !further.includes(action))
      expect(main('staff')).toHaveLength(1)
      expect(main('clerk')).toHaveLength(1)
      // The button of a row is the first action.
      expect(allowedActions(state, 'clerk')[0]).toBe(main('clerk')[0])
    },
  )

  it.each(ALL_STATES.map((state) => [nameOf(state), state] as const))(
    'S74 %s: the head may do what a clerk may, except between the two; the project manager nothing',
    (_, state) => {
      const ofClerk = allowedActions(state, 'clerk').filter((action) => action !== 'escalate')
      expect(allowedActions(state, 'head')).toEqual(
        isWithHead(state) ? ['decide', 'giveBack'] : ofClerk,
      )
      expect(allowedActions(state, 'projectManager')).toEqual([])
    },
  )

  it('D1 a record about a card can be taken back only in the state that it has led to', () => {
    const states = (action: Action) =>
      ALL_STATES.filter((state) => isPossible(state, action)).map(nameOf)
    expect(states('revertPrinted')).toEqual(['cardRequest approved printed'])
    expect(states('revertSent')).toEqual(['cardRequest approved sent'])
    expect(states('revertDelivered')).toEqual(['cardRequest approved delivered'])
  })

  it('S74 a role may do only what its list contains', () => {
    for (const state of ALL_STATES) {
      for (const role of ROLES) {
        const done = ACTIONS.filter((action) => mayDo(state, [role], action))
        expect(done).toEqual([...allowedActions(state, role)])
      }
    }
  })

  it('S74 a person may do what one of their own roles allows, and nothing else', () => {
    const inReview = stateNamed('cardRequest pending inReview')
    expect(mayDo(inReview, ['staff', 'clerk'], 'decide')).toBe(true)
    expect(mayDo(inReview, ['staff', 'projectManager'], 'decide')).toBe(false)
    expect(isForOthers(inReview, ['staff', 'projectManager'], 'decide')).toBe(true)
    expect(isForOthers(inReview, ['head'], 'decide')).toBe(false)
    expect(isForOthers(stateNamed('cardRequest rejected returned'), ['staff'], 'decide')).toBe(
      false,
    )
  })

  it('D5 only a pending request holds the lock of its relative', () => {
    expect(ALL_STATES.filter(isOpen).map(nameOf)).toEqual([
      'cardRequest pending received',
      'cardRequest pending inReview',
      'cardRequest pending withHead',
      'cardRequest pending awaitingApplicant',
      'cancellationRequest pending received',
      'cancellationRequest pending awaitingCard',
      'cancellationRequest pending inReview',
      'cancellationRequest pending withHead',
      'cancellationRequest pending awaitingApplicant',
    ])
  })

  it('D5 a withdrawn request keeps the word of S43 and frees its relative', () => {
    for (const state of ALL_STATES.filter(isWithdrawn)) {
      expect(state.status).toBe('pending')
      expect(isOpen(state)).toBe(false)
    }
  })

  it('S47 S53 a relative with an open request gets no new one', () => {
    for (const state of ALL_STATES.filter(isOpen)) {
      expect(mayDo(state, ['staff'], 'requestCard')).toBe(false)
      expect(mayDo(state, ['staff'], 'requestCancellation')).toBe(false)
    }
  })

  it('D6 nobody decides while the card is awaited', () => {
    const awaiting = stateNamed('cancellationRequest pending awaitingCard')
    expect(isPossible(awaiting, 'decide')).toBe(false)
  })

  it('every queue of the bureau has a state', () => {
    expect(new Set(ALL_STATES.map(queueOf))).toEqual(new Set(QUEUES))
  })
})

/** Checked by the compiler: the type check fails if one of these lines is accepted. */
export function compileTimeProofs(rules: StateTable): unknown[] {
  const { received, inReview, withHead, awaitingApplicant, withdrawn } =
    rules.cancellationRequest.pending
  const withoutAwaitingCard = {
    ...rules.cancellationRequest,
    pending: { received, inReview, withHead, awaitingApplicant, withdrawn },
  }
  return [
    // @ts-expect-error D6 a table that forgets `awaitingCard` is no table
    { ...rules, cancellationRequest: withoutAwaitingCard } satisfies StateTable,
    // @ts-expect-error D1 a card request that waits for review is never printed
    { type: 'cardRequest', status: 'pending', subState: 'printed' } satisfies RequestState,
    // @ts-expect-error D6 a card request awaits no card
    { type: 'cardRequest', status: 'pending', subState: 'awaitingCard' } satisfies RequestState,
    // @ts-expect-error S43 there are three words of status
    { type: 'cardRequest', status: 'withdrawn', subState: 'returned' } satisfies RequestState,
  ]
}
