/** The files of a request in preparation, as its page shows them (S24–S31). */
import {
  DOCUMENT_RULES,
  MAX_UPLOAD_BYTES,
  possibleDocuments,
} from '../../../workflows/domain/documents'
import type { DocumentKind, FileFormat } from '../../../workflows/domain/documents'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { Draft } from '../../shared/store/draft'
import { adviceIn } from '../../shared/store/keptDocument'
import type { KeptDocument } from '../../shared/store/keptDocument'
import type { RequestRecord } from '../../shared/store/request'
import { pagePath } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { documentLimits } from '../../shared/web/texts/format/documentLimits'
import { faultsOf } from '../operations/carriedParts'
import { proposalOf } from '../operations/proposals'
import { draftDocumentPath, PREPARED_AT, proposalPath } from '../paths'
import type { UploadPlace } from '../paths'
import { adviceTexts } from './proposal'

/** Parameters of the kit's upload macro. */
export interface PreparedDocument {
  id: DocumentKind
  /** The form that prepares the request. */
  formId: string
  /** Where the file is sent. */
  action: string
  label: string
  /** The limits, shown before a file is chosen. */
  hint: string
  accept: string
  /** A larger file is not sent at all. */
  maxBytes: number
  /** The current file; null if there is none. */
  current: {
    href: string
    text: string
    done: string
    bytes: number
    /** Address of a picture of it. */
    thumbnail: string
    /** Name on the person's device, and when it was uploaded; null if taken over. */
    name: string | null
    at: Date | null
    /** What was dropped from it, in small print (D13); null if nothing was. */
    cleaned: string | null
    /** What the person may want to look at in a photo. */
    advice: string[]
  } | null
  /** Where a file waits for the person to see and confirm what becomes of it; null if none does. */
  waiting: string | null
  /** Why the earlier file was rejected; it must be fixed here (S51, S52). */
  toMend: string[]
}

/** Without HEIC, since phones then hand over their photos as JPEG. */
const PICTURES =
  '.jpg,.jpeg,.png,.webp,.avif,.tif,.tiff,.bmp,.gif,image/jpeg,image/png,image/webp,image/avif,image/tiff,image/bmp,image/gif'
const ACCEPTED: Record<FileFormat, string> = { jpeg: PICTURES, pdf: '.pdf,application/pdf' }

/**
 * @param latest the relative's latest request: files taken over from it are shown as such
 */
export function preparedDocuments(
  type: RequestType,
  personId: string,
  { draft, latest }: { draft: Draft; latest: RequestRecord | null },
  language: Language,
  t: Translate,
): PreparedDocument[] {
  const returned = latest?.status === 'rejected' && latest.type === type ? latest : null
  return possibleDocuments(type).map((kind) => {
    const toMend = returned === null ? [] : faultsOf(returned, kind)
    return {
      ...uploadAt(type, kind, personId, { draft, latest }, language, t),
      toMend: toMend.map((reason) => t(`rejectionReason.${reason}.label`)),
    }
  })
}

/** One document on a page with uploads. */
export function uploadAt(
  place: UploadPlace,
  kind: DocumentKind,
  personId: string,
  { draft, latest }: { draft: Draft; latest: RequestRecord | null },
  language: Language,
  t: Translate,
): PreparedDocument {
  const { formats } = DOCUMENT_RULES[kind]
  const path = draftDocumentPath(place, personId, kind)
  const kept = draft.documents.find((document) => document.kind === kind)
  const carried = latest?.documents.some(({ key }) => key === kept?.key)
  return {
    id: kind,
    formId: PREPARED_AT[place],
    action: path,
    label: t(`documentKind.${kind}`),
    hint: t(`upload.limits.${kind}`, documentLimits(kind, language)),
    toMend: [],
    accept: formats.map((format) => ACCEPTED[format]).join(','),
    maxBytes: MAX_UPLOAD_BYTES,
    waiting: proposalOf(draft, kind) === null ? null : proposalPath(place, personId, kind),
    current:
      kept === undefined
        ? null
        : {
            href: path,
            text: t(`upload.show.${kind}`),
            bytes: kept.bytes,
            thumbnail: thumbnailOf(kept, path),
            name: kept.upload?.name ?? null,
            at: kept.upload?.at ?? null,
            cleaned: kept.upload?.cleaned ? t('portal.cleaned') : null,
            advice: adviceTexts(adviceIn(kept), t),
            done: carried
              ? t('portal.carried', { number: latest!.number })
              : t(`upload.done.${kind}`),
          },
  }
}

/**
 * The address of a document's picture. It differs from file to file: a browser shows a picture that
 * it has loaded for the same address on an open page again.
 */
function thumbnailOf({ kind, upload }: KeptDocument, path: string): string {
  const address = kind === 'photo' ? path : pagePath(path, 1)
  return !upload ? address : `${address}?at=${upload.at.getTime()}`
}
