/**
 * What has changed about a person since their request was filed, by the population register and the
 * ministry's staff list; shown to the clerk who reviews it (S10, S11, S18–S21).
 */
import type { BirthDate } from './birthDate'
import { ineligibilityOf } from './eligibility'
import type { LeavingReason, Relation } from './eligibility'
import type { Day } from './istanbul'

/** What a request keeps of its person as of the day on which it was filed. */
export interface PersonFacts {
  name: string
  surname: string
  birthDate: BirthDate
  /** To the applicant. */
  relation: Relation | null
  worksAtMinistry: boolean
}

/** The same as known now. */
export interface PersonNow extends PersonFacts {
  /** Why they are no longer on the applicant's family list; null if they are on it. */
  left: LeavingReason | null
}

export type PersonChange =
  | { code: 'left'; reason: LeavingReason }
  | { code: 'worksAtMinistry' }
  | { code: 'under15'; completesOn: Day }
  | { code: 'name' | 'surname'; before: string; now: string }
  | { code: 'birthDate'; before: BirthDate; now: BirthDate }
  | { code: 'relation'; before: Relation; now: Relation }

/**
 * What has changed, the gravest first; empty if nothing has.
 * @param filed null for a request from before these facts were kept: then only what forbids a card
 *   can be told
 */
export function changesSinceFiling(
  filed: PersonFacts | null,
  now: PersonNow,
  today: Day,
): PersonChange[] {
  return [...impediments(filed, now, today), ...(filed === null ? [] : otherData(filed, now))]
}

/** What would keep a card from being requested today, and did not on the day of filing. */
function impediments(filed: PersonFacts | null, now: PersonNow, today: Day): PersonChange[] {
  const changes: PersonChange[] = []
  if (now.left !== null) changes.push({ code: 'left', reason: now.left })
  if (now.worksAtMinistry && filed?.worksAtMinistry !== true)
    changes.push({ code: 'worksAtMinistry' })
  if (now.relation === null) return changes
  const { relation, birthDate } = now
  const byAge = ineligibilityOf({ relation, birthDate, worksAtMinistry: false }, today)
  if (byAge?.code === 'under15') changes.push(byAge)
  return changes
}

function otherData(filed: PersonFacts, now: PersonNow): PersonChange[] {
  const changes: PersonChange[] = []
  for (const code of ['surname', 'name'] as const)
    if (filed[code] !== now[code]) changes.push({ code, before: filed[code], now: now[code] })
  if (dateText(filed.birthDate) !== dateText(now.birthDate))
    changes.push({ code: 'birthDate', before: filed.birthDate, now: now.birthDate })
  const [before, after] = [filed.relation, now.relation]
  if (before !== null && after !== null && before !== after)
    changes.push({ code: 'relation', before, now: after })
  return changes
}

function dateText({ year, month, day }: BirthDate): string {
  return `${year}-${month}-${day}`
}

/** The register is not asked again for a review sooner than this after its last answer. */
export const ASKED_FOR_REVIEW_AFTER_MS = 5 * 60_000
