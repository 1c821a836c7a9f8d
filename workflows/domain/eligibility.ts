/** For whom a card can be requested (S10, S11, S18–S21, D4). */
import type { BirthDate } from './birthDate'
import type { Day } from './istanbul'
import { dayFrom } from './istanbul'

export const RELATIONS = ['spouse', 'child'] as const
export type Relation = (typeof RELATIONS)[number]

/** Why a relative is no longer on the list of the family. */
export const LEAVING_REASONS = ['died', 'marriageEnded', 'notListed'] as const
export type LeavingReason = (typeof LEAVING_REASONS)[number]

export interface FamilyMember {
  relation: Relation
  birthDate: BirthDate
  worksAtMinistry: boolean
  /** Why they are no longer on the family's list; missing or null if they are on it. */
  left?: LeavingReason | null
}

/** Why no card can be requested for a family member. */
export type Ineligibility =
  | { code: 'left'; reason: LeavingReason }
  | { code: 'worksAtMinistry' }
  | { code: 'under15'; /** The first day on which one can be. */ completesOn: Day }

const AGE_TO_COMPLETE = 15

/**
 * Why no card can be requested for a family member on a day in Istanbul; null if one can. A card is
 * only for members of the current family (S10, S11); ministry staff have a card of their own (S19);
 * a child must have completed 15 (S11, S21).
 */
export function ineligibilityOf(member: FamilyMember, today: Day): Ineligibility | null {
  if (member.left) return { code: 'left', reason: member.left }
  if (member.worksAtMinistry) return { code: 'worksAtMinistry' }
  if (member.relation === 'spouse') return null
  const completesOn = fifteenCompletedOn(member.birthDate)
  return today < completesOn ? { code: 'under15', completesOn } : null
}

/**
 * The day on which 15 years are completed (D4): the birthday; for a person born on 29 February, 1
 * March in a common year. An unknown day counts as the last of its month, an unknown month as
 * December.
 */
function fifteenCompletedOn({ year, month, day }: BirthDate): Day {
  if (month === 0) return dayFrom(year + AGE_TO_COMPLETE, 12, 31)
  if (day === 0) return fifteenCompletedOn({ year, month, day: lastDayOf(year, month) })
  return dayFrom(year + AGE_TO_COMPLETE, month, day)
}

function lastDayOf(year: number, month: number): number {
  return Number(dayFrom(year, month + 1, 0).slice(8))
}
