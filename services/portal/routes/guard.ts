/**
 * Loads the relative a page is about: a member of the account's own family for whom the page's
 * action is allowed.
 */
import { mayDo } from '../../../workflows/domain/allowedActions'
import { DOCUMENT_KINDS, possibleDocuments } from '../../../workflows/domain/documents'
import type { DocumentKind } from '../../../workflows/domain/documents'
import { cancellationReasonsFor } from '../../../workflows/domain/reasons'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import { stateOf } from '../../shared/store/request'
import type { RecordedAsk, RequestRecord } from '../../shared/store/request'
import { RequestUnreadable } from '../../shared/store/unreadable'
import { BusinessRefusal, FormRefused, NotFound } from '../../shared/web'
import type { SignedInAccount } from '../../shared/web'
import { askerOf } from '../operations/asker'
import { openDraft } from '../operations/drafts'
import type { DraftOf } from '../operations/drafts'
import { requestByNumber } from '../operations/familyRequests'
import { ACTION_OF, relativeOf } from '../operations/relatives'
import type { RelativeView } from '../operations/relatives'
import { FAMILY, PREPARED_AT, requestPath } from '../paths'
import type { UploadPlace } from '../paths'
import { ineligibilityText } from '../viewModels/ineligibility'

/** @throws NotFound for anybody outside the family, whether they exist or not */
export async function ownRelative(
  store: Store,
  account: SignedInAccount,
  personId: string,
): Promise<RelativeView> {
  const relative = await relativeOf(store, account.id, personId, new Date())
  if (relative === null) throw new NotFound()
  return relative
}

/** @throws NotFound; RequestUnreadable if nobody knows what became of their latest request */
async function readableRelative(
  store: Store,
  account: SignedInAccount,
  personId: string,
): Promise<RelativeView> {
  const relative = await ownRelative(store, account, personId)
  if (relative.unreadable !== null) throw new RequestUnreadable(relative.unreadable)
  return relative
}

/**
 * The relative a request of this type may be prepared for now.
 * @throws NotFound; RequestUnreadable if their latest request is; BusinessRefusal naming the rule that
 *   forbids it (S20, S21, S47, S53, D5)
 */
export async function relativeToAskFor(
  store: Store,
  account: SignedInAccount,
  personId: string,
  type: RequestType,
): Promise<RelativeView> {
  const relative = await readableRelative(store, account, personId)
  if (relative.next.action === ACTION_OF[type]) return relative
  if (relative.latest?.open === true)
    throw await otherRequestOpen(store, account, relative.latest.number)
  throw notAllowed(relative, type)
}

export const UPLOAD_PLACES = Object.keys(PREPARED_AT) as readonly UploadPlace[]

/** The documents that can be uploaded on a page. */
export function documentsAt(place: UploadPlace): readonly DocumentKind[] {
  return place === 'missing' ? DOCUMENT_KINDS : possibleDocuments(place)
}

/**
 * The draft with the uploads of a page; null if there is none.
 * @throws NotFound for anybody outside the family
 */
export async function ownDraftAt(
  store: Store,
  account: SignedInAccount,
  personId: string,
  place: UploadPlace,
): Promise<Draft | null> {
  const { latest } = await ownRelative(store, account, personId)
  const type = place === 'missing' ? latest?.type : place
  return type === undefined ? null : openDraft(store, { ownerId: account.id, personId, type })
}

/** A relative, and the draft that holds the uploads of a page about them. */
interface Uploads {
  relative: RelativeView
  of: DraftOf
}

/**
 * What a page with uploads is about.
 * @throws NotFound; BusinessRefusal naming the rule that forbids the upload
 */
export async function uploadsAt(
  store: Store,
  account: SignedInAccount,
  personId: string,
  { place, kind }: { place: UploadPlace; kind: DocumentKind },
): Promise<Uploads> {
  const ownerId = account.id
  if (place !== 'missing')
    return {
      relative: await relativeToAskFor(store, account, personId, place),
      of: { ownerId, personId, type: place },
    }
  const { relative, request, asked } = await requestToComplete(store, account, personId)
  if (asked.kind !== kind) throw new NotFound()
  return { relative, of: { ownerId, personId, type: request.type } }
}

/**
 * The open request of a relative for which the bureau waits for a document of this applicant.
 * @throws NotFound if the account has no request for the relative; RequestUnreadable if their latest
 *   one is; BusinessRefusal when no document is awaited any more
 */
export async function requestToComplete(
  store: Store,
  account: SignedInAccount,
  personId: string,
): Promise<{ relative: RelativeView; request: RequestRecord; asked: RecordedAsk }> {
  const relative = await readableRelative(store, account, personId)
  const request = relative.latest
  if (request?.applicantId !== account.id) throw new NotFound()
  const { asked, number } = request
  if (asked && mayDo(stateOf(request), account.roles, 'addDocument'))
    return { relative, request, asked }
  throw new BusinessRefusal(
    'portal.missing.over',
    { number },
    { next: { href: requestPath(request._id), key: 'portal.withdrawal.seeRequest' } },
  )
}

/**
 * Only a card that has left the bureau can be lost or stolen (S56).
 * @throws FormRefused when the reason cannot be true of the relative's card
 */
export function refuseReasonUnfit({ card }: RelativeView, reason: CancellationReason): void {
  if (card === null || cancellationReasonsFor(card.subState).includes(reason)) return
  throw new FormRefused([{ field: 'cancellationReason', key: 'portal.cancellation.neverLeft' }])
}

/**
 * Another request for the relative is open: which one, and whether the spouse filed it (D5).
 * @param text `openKept` also says what becomes of the receipt in the draft
 */
export async function otherRequestOpen(
  store: Store,
  account: SignedInAccount,
  number: string,
  text: 'open' | 'openKept' = 'open',
): Promise<BusinessRefusal> {
  const request = await requestByNumber(store, number)
  // Temporal knows a request a moment before the record does.
  if (request === null)
    return new BusinessRefusal(`portal.refusal.${text}.unnamed`, { number }, { next: TO_FAMILY })
  const { kind, name } = await askerOf(store, account.id, request.applicantId)
  return new BusinessRefusal(
    `portal.refusal.${text}.${kind === 'gone' ? 'unnamed' : kind}`,
    { number, who: name },
    { next: { href: requestPath(request._id), key: 'portal.refusal.follow' } },
  )
}

const TO_FAMILY = { href: FAMILY, key: 'portal.refusal.toFamily' }

/** Why no request of this type is allowed. */
export function notAllowed({ next, card }: RelativeView, type: RequestType): BusinessRefusal {
  if (type === 'cancellationRequest')
    return new BusinessRefusal('portal.refusal.noCard', {}, { next: TO_FAMILY })
  if (card !== null) return new BusinessRefusal('portal.refusal.hasCard', {}, { next: TO_FAMILY })
  if (next.whyNot === null)
    return new BusinessRefusal('portal.refusal.changed', {}, { next: TO_FAMILY })
  return new BusinessRefusal(...ineligibilityText(next.whyNot), { next: TO_FAMILY })
}
