/** Who has looked at somebody's data, from the audit trail: the role and the day, never a name. */
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { Day } from '../../../workflows/domain/istanbul'
import type { Role } from '../../../workflows/domain/roles'
import type { Store } from '../../shared/store/connection'

/** Acts by which somebody has seen data of a person. */
const LOOKS = [
  'familyOpened',
  'draftOpened',
  'requestOpened',
  'documentOpened',
  'personFileOpened',
  'identityNumberShown',
  'originalDownloaded',
] as const
export type LookKind = (typeof LOOKS)[number]

/** Older looks are in the audit trail and are told on request. */
export const SHOWN_LOOKS = 100
const READ_ENTRIES = 1_000

/** Looks of one day that are alike. */
export interface Look {
  day: Day
  what: LookKind
  who: 'self' | 'staff' | 'clerk' | 'head'
  count: number
}

/**
 * Looks at a relative: at the person, and at each request about them; newest first. The relative
 * reads them on paper, so nobody is "you".
 */
export async function looksAtRelative(store: Store, personId: string): Promise<Look[]> {
  const requests = await store.requests.find({ personId }, { _id: 1 }).lean()
  return looksAt(store, null, [personId, ...requests.map(({ _id }) => _id)])
}

/** Looks at a staff member: at the family list, and at each request they have filed. */
export async function looksAtSelf(store: Store, accountId: string): Promise<Look[]> {
  const requests = await store.requests.find({ applicantId: accountId }, { _id: 1 }).lean()
  return looksAt(store, accountId, [accountId, ...requests.map(({ _id }) => _id)])
}

async function looksAt(store: Store, readerId: string | null, subjects: string[]): Promise<Look[]> {
  const entries = await store.auditEntries
    .find({ subject: { $in: subjects }, event: { $in: LOOKS }, outcome: 'done' })
    .sort({ at: -1 })
    .limit(READ_ENTRIES)
    .lean()
  const actors = [...new Set(entries.flatMap(({ actor }) => actor ?? []))]
  const accounts = await store.accounts.find({ _id: { $in: actors } }, { roles: 1 }).lean()
  const rolesOf = new Map(accounts.map(({ _id, roles }) => [_id, roles]))
  const looks = new Map<string, Look>()
  for (const { at, event, actor } of entries) {
    const day = istanbulDayOf(at.toISOString())
    const who = actor === readerId ? 'self' : roleIn(rolesOf.get(actor ?? '') ?? [])
    const key = `${day} ${event} ${who}`
    const known = looks.get(key)
    if (known !== undefined) known.count += 1
    else looks.set(key, { day, what: event as LookKind, who, count: 1 })
  }
  return [...looks.values()].slice(0, SHOWN_LOOKS)
}

/** Somebody of the bureau may be staff as well; others see only the files of their own family. */
function roleIn(roles: readonly Role[]): Look['who'] {
  if (roles.includes('head')) return 'head'
  return roles.includes('clerk') ? 'clerk' : 'staff'
}
