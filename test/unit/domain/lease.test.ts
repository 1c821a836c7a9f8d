/** Who may take, keep and take over a request, and when. */
import {
  judgeTaking,
  judgeTakingOver,
  LEASE_MINUTES,
  standingOf,
  TAKE_OVER_GROUNDS,
  TAKE_OVER_WORDS_MAX,
  takeOverFault,
} from '../../../workflows/domain/lease'
import type { Lease, LeasedCase } from '../../../workflows/domain/lease'
import { allowedActions } from '../../../workflows/domain/allowedActions'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { AWAITING_PRINT, IN_REVIEW } from '../../support/requestStates'

const NOW = new Date('2026-11-27T10:00:00Z')
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const CLERK = { id: 'clerk', roles: ['clerk'] } as const
const COLLEAGUE = { id: 'colleague', roles: ['clerk', 'staff'] } as const

const leaseOf = (holder: string, minutes: number): Lease => ({
  holder,
  until: minutesLater(minutes),
})
const someCase = (over: Partial<LeasedCase> = {}): LeasedCase => ({
  state: IN_REVIEW,
  applicantId: 'staff',
  relatedStaffIds: ['staff', 'spouse'],
  lease: null,
  ...over,
})

it('a lease is its holder’s until its instant, and nobody’s from then on', () => {
  const lease = leaseOf(CLERK.id, 5)
  expect(standingOf(null, CLERK.id, NOW)).toBe('free')
  expect(standingOf(lease, CLERK.id, NOW)).toBe('own')
  expect(standingOf(lease, COLLEAGUE.id, NOW)).toBe('held')
  expect(standingOf(lease, COLLEAGUE.id, minutesLater(5))).toBe('free')
})

describe('taking', () => {
  it('gives a free request for ten minutes, also after an earlier lease has ended', () => {
    const until = minutesLater(10)
    expect(LEASE_MINUTES).toBe(10)
    expect(judgeTaking(someCase(), CLERK, NOW)).toEqual({ until })
    const ended = someCase({ lease: leaseOf(COLLEAGUE.id, 0) })
    expect(judgeTaking(ended, CLERK, NOW)).toEqual({ until })
  })

  it('renews the own lease, and never shortens it', () => {
    const soonOver = someCase({ lease: leaseOf(CLERK.id, 1) })
    expect(judgeTaking(soonOver, CLERK, NOW)).toEqual({ until: minutesLater(10) })
    const longer = someCase({ lease: leaseOf(CLERK.id, 600) })
    expect(judgeTaking(longer, CLERK, NOW)).toEqual({ until: minutesLater(600) })
  })

  it('refuses a request that a colleague holds', () => {
    const held = someCase({ lease: leaseOf(COLLEAGUE.id, 1) })
    expect(judgeTaking(held, CLERK, NOW)).toEqual({ refused: 'held' })
  })

  it('D8 refuses who filed the request, and the relative’s other staff, where it is to be decided', () => {
    const byId = (id: string, over: Partial<LeasedCase> = {}) =>
      judgeTaking(someCase(over), { id, roles: ['clerk', 'staff'] }, NOW)
    expect(byId('staff')).toEqual({ refused: 'ownRequest' })
    expect(byId('spouse')).toEqual({ refused: 'ownRelative' })
    expect(byId('staff', { state: AWAITING_PRINT })).toEqual({ until: minutesLater(10) })
  })

  it.each(ALL_STATES.map((state) => [`${state.type} ${state.subState}`, state] as const))(
    'S74 is possible for clerk and head exactly while the bureau has something to do: %s',
    (_, state) => {
      for (const role of ['clerk', 'head'] as const) {
        const isWork = allowedActions(state, role).some((action) => action !== 'follow')
        expect('until' in judgeTaking(someCase({ state }), { id: 'x', roles: [role] }, NOW)).toBe(
          isWork,
        )
      }
      for (const roles of [['staff'], ['projectManager']] as const)
        expect(judgeTaking(someCase({ state }), { id: 'x', roles }, NOW)).toEqual({
          refused: 'nothingToDo',
        })
    },
  )
})

describe('taking over', () => {
  const held = someCase({ lease: leaseOf(COLLEAGUE.id, 5) })

  it('gives the request of the colleague who was seen holding it', () => {
    expect(judgeTakingOver(held, CLERK, COLLEAGUE.id, NOW)).toEqual({ until: minutesLater(10) })
  })

  it('refuses if somebody else holds it by now, or nobody, or the person already does', () => {
    expect(judgeTakingOver(held, CLERK, 'another', NOW)).toEqual({ refused: 'held' })
    expect(judgeTakingOver(someCase(), CLERK, COLLEAGUE.id, NOW)).toEqual({ refused: 'notHeld' })
    const own = someCase({ lease: leaseOf(CLERK.id, 5) })
    expect(judgeTakingOver(own, CLERK, COLLEAGUE.id, NOW)).toEqual({ refused: 'notHeld' })
    expect(judgeTakingOver(held, CLERK, COLLEAGUE.id, minutesLater(5))).toEqual({
      refused: 'notHeld',
    })
  })

  it('D8 refuses a clerk who may not decide it', () => {
    expect(judgeTakingOver(held, { id: 'spouse', roles: ['clerk'] }, COLLEAGUE.id, NOW)).toEqual({
      refused: 'ownRelative',
    })
  })

  it('D12 needs words for “Diğer” alone, not too many, and none with an identity number', () => {
    for (const ground of TAKE_OVER_GROUNDS)
      expect(takeOverFault(ground, '')).toBe(ground === 'other' ? 'wordsMissing' : null)
    expect(takeOverFault('other', 'Dosyayı ben başlatmıştım.')).toBeNull()
    expect(takeOverFault('agreed', 'a'.repeat(TAKE_OVER_WORDS_MAX + 1))).toBe('wordsTooLong')
    expect(takeOverFault('other', 'Kimlik no 10000000146')).toBe('wordsHoldIdentityNumber')
  })
})
