/** Relatives for the portal's tests, the files of their requests, and their cards. */
import { randomUUID } from 'node:crypto'
import { cancellationPath, cardRequestPath, confirmationPath } from '../../services/portal/paths'
import type { Person } from '../../services/shared/store/person'
import type { RequestRecord } from '../../services/shared/store/request'
import type { DocumentKind } from '../../workflows/domain/documents'
import type { Relation } from '../../workflows/domain/eligibility'
import { CLERK } from './messages'
import { accountId } from './portalApp'
import type { PortalApp, Username } from './portalApp'
import type { StaffMember } from './portalApp'
import { inSubState, writeRelative } from './relatives'
import type { Relative } from './relatives'
import { validSample } from './samples'

export { inSubState }
export type { Relative }
export { sample } from './samples'

/**
 * A grown-up child of one or more staff members, for whom a card can be requested.
 * @param over fields that differ
 */
export function makeRelative(
  app: PortalApp,
  parents: readonly Username[] = ['mother'],
  {
    relation = 'child',
    ...over
  }: Partial<Pick<Person, 'name' | 'birthDate' | 'personKey'>> & {
    relation?: Relation
  } = {},
): Promise<Relative> {
  return writeRelative(app, parents.map(accountId), relation, {
    name: 'Ege',
    surname: 'Karayel',
    birthDate: { year: 2001, month: 5, day: 19 },
    ...over,
  })
}

/** The only request about a relative. */
export async function requestOf(
  { store }: PortalApp,
  { _id }: Pick<Person, '_id'>,
): Promise<RequestRecord> {
  const [request, ...others] = await store.requests.find({ personId: _id, open: true }).lean()
  if (request === undefined || others.length > 0)
    throw new Error(`${others.length} requests too many, or none`)
  return request
}

/** Files the cancellation of a relative's card, which needs no documents. */
export async function fileCancellation(
  app: PortalApp,
  staff: StaffMember,
  relative: Pick<Person, '_id'>,
  cancellationReason: string,
): Promise<string> {
  await staff.pressOn(cancellationPath(relative._id), 'Devam et', { cancellationReason })
  await staff.pressOn(confirmationPath(relative._id), 'İptal talebini gönder')
  return (await requestOf(app, relative))._id
}

/** Uploads a correct file of each kind on a page. */
export async function uploadGood(
  staff: StaffMember,
  address: string,
  kinds: readonly DocumentKind[],
): Promise<void> {
  for (const kind of kinds) {
    const answer = await staff.upload(address, kind, await validSample(kind))
    if (answer.status !== 303) throw new Error(`${kind} was not taken: ${answer.status}`)
  }
}

/**
 * Stores a clerk's explanation of a rejection.
 * @returns its id
 */
export async function explain(
  { store }: PortalApp,
  requestId: string,
  text: string,
): Promise<string> {
  const _id = randomUUID()
  await store.explanations.create({ _id, requestId, text, by: CLERK, at: new Date() })
  return _id
}

/** Files a card request through its pages and waits until the bureau can review it. */
export async function fileCardRequest(
  app: PortalApp,
  staff: StaffMember,
  person: Person,
): Promise<RequestRecord> {
  const address = cardRequestPath(person._id)
  await uploadGood(staff, address, ['photo', 'receipt'])
  await staff.pressOn(address, 'Kaydet', { responsibility: 'accepted' })
  return inSubState(app, (await requestOf(app, person))._id, 'inReview')
}
