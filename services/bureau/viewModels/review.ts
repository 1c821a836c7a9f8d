/** The files of a review, and the card that is to be cancelled, as the page shows them. */
import type { KeptDocument } from '../../shared/store/keptDocument'
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import type { CardToCancel } from '../operations/cardToCancel'
import type { OtherRequest } from '../operations/caseFile'
import type { NextRequest } from '../operations/reviewQueue'
import { originalOf, pagePath, shownPages } from '../../shared/web'
import { documentPath, originalPath } from '../paths'
import { photoChecks } from './photoChecks'

/** A stored file, and the same with its pages; null when it is lost, altered or unreadable. */
export interface FileWithContent {
  kept: KeptDocument
  shown: KeptDocument | null
}

/** The pictures of a file's pages, and what was noted about the file. */
export function documentOnPage(
  requestId: string,
  { kept, shown }: FileWithContent,
  language: Language,
  t: Translate,
) {
  const { kind, bytes } = kept
  const href = documentPath(requestId, kind)
  const measured = shown?.measured
  return {
    kind,
    href,
    /** Empty when the file is lost or altered. */
    pages: shown === null ? [] : shownPages(shown, href),
    original: originalOf(shown ?? kept, originalPath(requestId, kind)),
    checks:
      kind === 'photo' && measured?.format === 'jpeg'
        ? photoChecks(measured, bytes, language, t)
        : [],
  }
}

export interface CardWithContent {
  card: CardToCancel
  photo: FileWithContent | null
}

/** The card to be cancelled; its photo only while the file is there. */
export function cardOnPage({ card, photo }: CardWithContent) {
  const { requestId, subState, approvedAt } = card
  const isThere = photo !== null && photo.shown !== null
  return { subState, approvedAt, photo: isThere ? photoOf(requestId) : null }
}

/**
 * The photo of the person's last card request before this one, to compare with. A cancellation shows
 * that of its card instead.
 */
export function previousPhoto(
  request: Pick<RequestRecord, 'type' | 'filedAt'>,
  others: readonly OtherRequest[],
): { src: string; href: string; filedAt: Date } | null {
  if (request.type !== 'cardRequest') return null
  const earlier = others.find(
    ({ type, filedAt, documents }) =>
      type === 'cardRequest' &&
      filedAt < request.filedAt &&
      documents.some(({ kind }) => kind === 'photo'),
  )
  return earlier === undefined ? null : { ...photoOf(earlier._id), filedAt: earlier.filedAt }
}

/** The pages of a paper that are loaded before the request is opened. */
const PAGES_AHEAD = 2

/** The pictures that the review page of a request begins with; each once. */
export function firstPictures(
  request: NextRequest,
  others: readonly OtherRequest[],
  card: CardToCancel | null,
): string[] {
  const own = request.documents.flatMap((kept) => {
    const href = documentPath(request._id, kept.kind)
    const pages = shownPages(kept, href).map((page) => page.href)
    // A file of an older record is read when its first page is asked for.
    return pages.length === 0 ? [pagePath(href, 1)] : pages.slice(0, PAGES_AHEAD)
  })
  const ofCard = card === null || card.photo === null ? null : photoOf(card.requestId)
  const compared = [ofCard, previousPhoto(request, others)].flatMap((photo) => photo?.src ?? [])
  return [...new Set([...own, ...compared])]
}

/** A photo as part of the page; opening it in full size is audited on its own. */
function photoOf(requestId: string): { src: string; href: string } {
  const href = documentPath(requestId, 'photo')
  return { src: pagePath(href, 1), href }
}
