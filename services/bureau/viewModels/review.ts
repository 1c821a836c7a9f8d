/** The files of a review, and the card that is to be cancelled, as the page shows them. */
import type { KeptDocument } from '../../shared/store/keptDocument'
import type { Language, Translate } from '../../shared/web/texts/catalogue'
import type { CardToCancel } from '../operations/cardToCancel'
import type { CaseFile } from '../operations/caseFile'
import type { documentFacts } from '../operations/documentFacts'
import { documentPath } from '../paths'
import { photoChecks } from './photoChecks'

/** A stored file, and what was measured on it; null when the file is lost or altered. */
interface FileWithFacts {
  kept: KeptDocument
  measured: Awaited<ReturnType<typeof documentFacts>>
}

/** A picture is shown, a PDF is linked. */
export function documentOnPage(
  requestId: string,
  { kept: { kind, bytes }, measured }: FileWithFacts,
  language: Language,
  t: Translate,
) {
  return {
    kind,
    bytes,
    href: documentPath(requestId, kind),
    /** Null when the file is lost or altered. */
    format: measured?.format ?? null,
    checks:
      kind === 'photo' && measured?.format === 'jpeg'
        ? photoChecks(measured, bytes, language, t)
        : [],
  }
}

/** The card to be cancelled; its photo only while the file is there. */
export function cardOnPage({ card, photo }: { card: CardToCancel; photo: FileWithFacts | null }) {
  const { requestId, subState, approvedAt } = card
  const isThere = photo !== null && photo.measured !== null
  return { subState, approvedAt, photoHref: isThere ? documentPath(requestId, 'photo') : null }
}

/** The photo of the person's last card request before this one, to compare with. */
export function previousPhoto({
  request,
  others,
}: CaseFile): { href: string; filedAt: Date } | null {
  const earlier = others.find(
    ({ type, filedAt, documents }) =>
      type === 'cardRequest' &&
      filedAt < request.filedAt &&
      documents.some(({ kind }) => kind === 'photo'),
  )
  return earlier === undefined
    ? null
    : { href: documentPath(earlier._id, 'photo'), filedAt: earlier.filedAt }
}
