/** Files of a request that another request has as well: the same file, or one that looks the same. */
import type { DocumentKind } from '../../../workflows/domain/documents'
import { isSameLook } from '../../shared/documents/pictures/look'
import type { Store } from '../../shared/store/connection'
import type { KeptDocument } from '../../shared/store/keptDocument'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'

const FIELDS = {
  number: 1,
  personId: 1,
  status: 1,
  subState: 1,
  filedAt: 1,
  documents: 1,
} as const

/** `file`: byte for byte; `look`: a page that looks the same. */
const SAMENESS = ['file', 'look'] as const

export interface Reuse {
  kind: DocumentKind
  same: (typeof SAMENESS)[number]
  /** The newest, to be named. */
  requests: { requestId: string; number: string }[]
  /** How many there are besides. */
  more: number
}

/** What is looked for; forms and letters may well look alike. */
const KINDS = ['photo', 'receipt'] as const satisfies readonly DocumentKind[]
/** Requests that are read for one file. */
const MOST_READ = 200
/** One line each, since all that a decision needs is in sight (S74). */
const MOST_NAMED = 3

/** One for each file and way of being the same. */
export async function reusedDocuments(
  store: Store,
  request: Pick<RequestRecord, '_id' | 'personId' | 'documents'>,
): Promise<Reuse[]> {
  const kept = request.documents.filter(({ kind }) => KINDS.some((sought) => sought === kind))
  const found = await Promise.all(kept.map((document) => otherUses(store, request, document)))
  return found.flat()
}

async function otherUses(
  store: Store,
  { _id, personId }: Pick<RequestRecord, '_id' | 'personId'>,
  document: KeptDocument,
): Promise<Reuse[]> {
  const found: Projected<RequestRecord, typeof FIELDS>[] = await store.requests
    .find(
      {
        _id: { $ne: _id },
        // A photo may be used again for the same person.
        ...(document.kind === 'photo' ? { personId: { $ne: personId } } : {}),
        $or: [
          { 'documents.sha256': document.sha256 },
          { 'documents.measured.look': { $in: document.measured?.look ?? [] } },
        ],
      },
      FIELDS,
    )
    .sort({ filedAt: -1 })
    .limit(MOST_READ)
    .lean()
  const uses = found
    .filter((other) => !isCarriedOn(other, personId))
    .map((other) => ({
      same: sameIn(other, document),
      request: { requestId: other._id, number: other.number },
    }))
  return SAMENESS.flatMap((same) => {
    const requests = uses.filter((use) => use.same === same).map(({ request }) => request)
    const named = requests.slice(0, MOST_NAMED)
    const more = requests.length - named.length
    return named.length === 0 ? [] : [{ kind: document.kind, same, requests: named, more }]
  })
}

/** A rejected or withdrawn request gives its sound files to the next one for the same person (S51). */
function isCarriedOn(
  { status, subState, personId }: Pick<RequestRecord, 'status' | 'subState' | 'personId'>,
  samePersonId: string,
): boolean {
  return personId === samePersonId && (status === 'rejected' || subState === 'withdrawn')
}

function sameIn(
  { documents }: Pick<RequestRecord, 'documents'>,
  { kind, sha256, measured }: KeptDocument,
): Reuse['same'] | null {
  const others = documents.filter((other) => other.kind === kind)
  if (others.some((other) => other.sha256 === sha256)) return 'file'
  const look = measured?.look
  const isAlike = others.some(
    (other) => look && other.measured?.look && isSameLook(look, other.measured.look),
  )
  return isAlike ? 'look' : null
}
