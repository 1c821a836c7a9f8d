/** Who may give which request to whom. */
import { ASSIGNED_HOURS, judgeAssigning } from '../../../workflows/domain/lease'
import type { LeasedCase } from '../../../workflows/domain/lease'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { IN_REVIEW } from '../../support/requestStates'

const NOW = new Date('2026-11-27T10:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const CLERK = { id: 'clerk', roles: ['clerk'] } as const
const COLLEAGUE = { id: 'colleague', roles: ['clerk', 'staff'] } as const
const HEAD = { id: 'head', roles: ['head'] } as const

const inReview = (over: Partial<LeasedCase> = {}): LeasedCase => ({
  state: IN_REVIEW,
  applicantId: 'staff',
  relatedStaffIds: ['staff', 'spouse'],
  lease: null,
  ...over,
})
const heldBy = (holder: string) => inReview({ lease: { holder, until: later(1) } })

it('a request is assigned for a day, by anybody if nobody holds it or they do themselves', () => {
  const until = later(ASSIGNED_HOURS)
  expect(judgeAssigning(inReview(), CLERK, COLLEAGUE, NOW)).toEqual({ until })
  expect(judgeAssigning(heldBy('clerk'), CLERK, COLLEAGUE, NOW)).toEqual({ until })
  expect(judgeAssigning(heldBy('colleague'), CLERK, COLLEAGUE, NOW)).toEqual({ until })
})

it('what a colleague holds is assigned by the head alone', () => {
  expect(judgeAssigning(heldBy('another'), CLERK, COLLEAGUE, NOW)).toEqual({ refused: 'held' })
  expect(judgeAssigning(heldBy('another'), HEAD, COLLEAGUE, NOW)).toEqual({
    until: later(ASSIGNED_HOURS),
  })
})

it('D8 nobody is given a request that they may not decide', () => {
  const spouse = { id: 'spouse', roles: ['clerk'] } as const
  const applicant = { id: 'staff', roles: ['clerk', 'staff'] } as const
  expect(judgeAssigning(inReview(), HEAD, spouse, NOW)).toEqual({ refused: 'ownRelative' })
  expect(judgeAssigning(inReview(), HEAD, applicant, NOW)).toEqual({ refused: 'ownRequest' })
})

it('a request that needs nothing more is assigned to nobody', () => {
  const withdrawn = ALL_STATES.find(({ subState }) => subState === 'withdrawn')!
  expect(judgeAssigning(inReview({ state: withdrawn }), HEAD, COLLEAGUE, NOW)).toEqual({
    refused: 'nothingToDo',
  })
})
