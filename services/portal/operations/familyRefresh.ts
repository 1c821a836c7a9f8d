/**
 * Refreshing the family from the population register (S16, S17), and the state of the refresh (D9).
 */
import { isUnderWay } from '../../../workflows/domain/familyRefresh'
import type { Store } from '../../shared/store/connection'
import type { Family } from '../../shared/store/family'
import type { FamilyRefresh } from '../../shared/store/familyRefresh'
import { waitForRow } from '../../shared/store/waitForRow'
import { EngineUnavailable } from '../../shared/temporal/connection'
import type { Deps } from '../deps'
import { familyOf } from './familyRecords'

type RefreshDeps = Pick<Deps, 'store' | 'refreshes'>

/** The staff member who asks. */
interface Asker {
  /** Account id. */
  id: string
  unitCode: string
}

/** The list of a staff member, and its latest refresh. */
export interface FamilyState {
  /** Null if the register has never answered; only afterwards can the family be empty (S15). */
  family: Family | null
  /** Null if the register was never asked. */
  refresh: FamilyRefresh | null
}

/** An answer within this time is on the page at once, in milliseconds. */
const AT_ONCE_MS = 3_000
/** A first list is asked for again on opening the page, if the last attempt is older, in milliseconds. */
const AGAIN_AFTER_MS = 60 * 60_000

export async function familyState(store: Store, accountId: string): Promise<FamilyState> {
  const [family, refresh] = await Promise.all([
    familyOf(store, accountId),
    store.familyRefreshes.findById(accountId).lean(),
  ])
  return { family, refresh }
}

/**
 * Starts a refresh, or joins the running one and lets it ask at once; waits up to three seconds for
 * the answer.
 * @returns the refresh after its next step, or null if it is still asking after this time
 * @throws EngineUnavailable; the refresh may nevertheless be done later
 */
export async function askRegister(
  { store, refreshes }: RefreshDeps,
  { id, unitCode }: Asker,
): Promise<FamilyRefresh | null> {
  const before = await store.familyRefreshes.findById(id).lean()
  await refreshes.ask({ accountId: id, unitCode })
  if (before?.state === 'waiting') await refreshes.wake(id)
  const current = () => store.familyRefreshes.findById(id).lean()
  const answered = await waitForRow(async () => {
    const refresh = await current()
    const hasNextStep = stepOf(refresh) !== stepOf(before) && refresh?.state !== 'asking'
    return hasNextStep ? refresh : null
  }, AT_ONCE_MS)
  const isUntouched = answered === null && stepOf(await current()) === stepOf(before)
  if (isUntouched && before?.state !== 'asking')
    throw new EngineUnavailable('No worker has taken up the refresh')
  return answered
}

/**
 * Asks for the first list without any action by the user (S14). A list that is there is never asked
 * for by itself.
 * @returns the state afterwards; `unreachable` if it should have been asked for and could not be
 */
export async function ensureAsked(
  deps: RefreshDeps,
  asker: Asker,
): Promise<FamilyState & { unreachable: boolean }> {
  const state = await familyState(deps.store, asker.id)
  if (state.family !== null || !isDue(state.refresh)) return { ...state, unreachable: false }
  try {
    await askRegister(deps, asker)
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error
    return { ...state, unreachable: true }
  }
  return { ...(await familyState(deps.store, asker.id)), unreachable: false }
}

function isDue(refresh: FamilyRefresh | null): boolean {
  // An answer without a list is one whose list was removed since.
  if (refresh === null || refresh.state === 'answered') return true
  return !isUnderWay(refresh.state) && Date.now() - refresh.at.getTime() > AGAIN_AFTER_MS
}

/** Identifies a step of a refresh; a page that shows an older one is out of date. */
export function stepOf(refresh: Pick<FamilyRefresh, 'runId' | 'seq'> | null): string {
  return refresh === null ? 'none' : `${refresh.runId}-${refresh.seq}`
}
