/** The population register, asked again when a review is opened, and what has changed since filing. */
import { setTimeout as pause } from 'node:timers/promises'
import { isUnderWay } from '../../../workflows/domain/familyRefresh'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import {
  ASKED_FOR_REVIEW_AFTER_MS,
  changesSinceFiling,
} from '../../../workflows/domain/personChanges'
import type { PersonChange } from '../../../workflows/domain/personChanges'
import type { Store } from '../../shared/store/connection'
import { ministryStaff } from '../../shared/store/ministryStaff'
import type { FamilyRefresh } from '../../shared/store/familyRefresh'
import type { RequestRecord } from '../../shared/store/request'
import { EngineUnavailable } from '../../shared/temporal/connection'
import type { Deps } from '../deps'

export interface RegisterState {
  /** `asking`: no answer yet; `answered`; `failed`: could not be asked, and may be later. */
  state: 'asking' | 'answered' | 'failed'
  /** When the register last answered about the applicant's family; null if it never has. */
  answeredAt: Date | null
  changes: PersonChange[]
  /** The latest step of the refresh. */
  step: string
}

/** How long the page waits for the engine to take up the question. */
const PAGE_WAITS_MS = 15

type AboutPerson = Pick<RequestRecord, 'personId' | 'applicantId' | 'unitCode' | 'filedPerson'>

/**
 * Has the register asked again unless it has answered in the last minutes. Nothing waits for the
 * answer, and hardly for the engine: the run of the refresh writes it, and the page shows it then.
 * @param personKey of the person, by which the ministry's staff is searched
 */
export async function registerForReview(
  { store, refreshes }: Pick<Deps, 'store' | 'refreshes'>,
  request: AboutPerson,
  personKey: string,
  now: Date,
): Promise<RegisterState> {
  const { personId, applicantId, filedPerson = null } = request
  const refresh = await store.familyRefreshes.findById(applicantId).lean()
  // The people are read after the refresh: of an answered one, they are the answer.
  const [isAsked, family, person, staffKeys] = await Promise.all([
    refresh !== null && isRecent(refresh, now) ? true : askAgain(refreshes, request),
    store.families.findById(applicantId).lean(),
    store.people.findById(personId).orFail().lean(),
    ministryStaff(store, [personKey]),
  ])
  const listed = family?.members.find((member) => member.personId === personId)
  const former = family?.former?.find((member) => member.personId === personId)
  const { name, surname, birthDate } = person
  const relation = listed?.relation ?? former?.relation ?? null
  const left = listed === undefined ? (former?.reason ?? null) : null
  return {
    state: stateOf(refresh, isAsked, now),
    answeredAt: family?.fetchedAt ?? null,
    changes: changesSinceFiling(
      filedPerson,
      {
        ...{ name, surname, birthDate, relation, left },
        worksAtMinistry: staffKeys.has(personKey),
      },
      istanbulDayOf(now.toISOString()),
    ),
    step: stepOf(refresh),
  }
}

/** @returns false if the engine could not be reached */
function askAgain(
  refreshes: Deps['refreshes'],
  { applicantId, unitCode }: AboutPerson,
): Promise<boolean> {
  const asked = refreshes.ask({ accountId: applicantId, unitCode }).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof EngineUnavailable)) throw error
      return false
    },
  )
  return Promise.race([asked, pause(PAGE_WAITS_MS, true, { ref: false })])
}

/** One that is under way goes on by itself; a failed one is not repeated for each review either. */
function isRecent({ state, at }: FamilyRefresh, now: Date): boolean {
  return isUnderWay(state) || now.getTime() - at.getTime() < ASKED_FOR_REVIEW_AFTER_MS
}

function stateOf(
  refresh: FamilyRefresh | null,
  isAsked: boolean,
  now: Date,
): RegisterState['state'] {
  if (!isAsked) return 'failed'
  // The run that was just started has not written yet.
  if (refresh === null || !isRecent(refresh, now) || refresh.state === 'asking') return 'asking'
  return refresh.state === 'answered' ? 'answered' : 'failed'
}

/** Identifies a step of a refresh. */
function stepOf(refresh: Pick<FamilyRefresh, 'runId' | 'seq'> | null): string {
  return refresh === null ? 'none' : `${refresh.runId}-${refresh.seq}`
}

const LOOK_AGAIN_MS = 500
/** The engine was down when the register was to be asked; the renewed page asks again. */
const BEGINS_WITHIN_MS = 10_000

/**
 * Waits for the register's answer, until it has failed, or until it is clear that nobody asks.
 * @param ended aborted when the browser has left
 */
export async function awaitAnswer(
  store: Store,
  applicantId: string,
  seen: string,
  ended: AbortSignal,
  beginsWithinMs = BEGINS_WITHIN_MS,
): Promise<void> {
  const began = performance.now()
  while (!ended.aborted) {
    const refresh = await store.familyRefreshes.findById(applicantId).lean()
    if (stepOf(refresh) !== seen && refresh?.state !== 'asking') return
    const isAsked = refresh !== null && isUnderWay(refresh.state)
    if (!isAsked && performance.now() - began >= beginsWithinMs) return
    await pause(LOOK_AGAIN_MS, undefined, { signal: ended }).catch(() => undefined)
  }
}
