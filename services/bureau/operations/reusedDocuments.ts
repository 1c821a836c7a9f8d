/** Files of a request that another request has as well: the same file, or one that looks the same. */
import type { DocumentKind } from '../../../workflows/domain/documents'
import { isSameLook } from '../../shared/documents/pictures/look'
import type { Store } from '../../shared/store/connection'
import type { KeptDocument } from '../../shared/store/keptDocument'
import type { Projected } from '../../shared/store/projected'
import { SAME_FILES, SAME_LOOKS } from '../../shared/store/request'
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
  /** The newest first. */
  requests: { requestId: string; number: string }[]
  /** How many are not among these. */
  more: number
}

/** What is looked for; forms and letters may well look alike. */
const KINDS = ['photo', 'receipt'] as const satisfies readonly DocumentKind[]
/** Requests that are read for one file and way. */
const MOST_READ = 200
const MOST_NAMED = 20

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
  request: Pick<RequestRecord, '_id' | 'personId'>,
  document: KeptDocument,
): Promise<Reuse[]> {
  const { personId } = request
  const found = await candidates(store, request, document)
  const uses = found
    .filter((other) => !isCarriedOn(other, personId))
    .map((other) => ({
      same: sameIn(other, document),
      request: { requestId: other._id, number: other.number },
    }))
  return SAMENESS.flatMap((same) => {
    const requests = uses.filter((use) => use.same === same).map(({ request: other }) => other)
    const named = requests.slice(0, MOST_NAMED)
    const more = requests.length - named.length
    return named.length === 0 ? [] : [{ kind: document.kind, same, requests: named, more }]
  })
}

type Candidate = Projected<RequestRecord, typeof FIELDS>

/**
 * The newest requests with the same file, or with a page that may look the same; newest first. Each
 * way names its index: as soon as many files are alike, MongoDB would rather read all requests in
 * the order of their filing.
 */
async function candidates(
  store: Store,
  { _id, personId }: Pick<RequestRecord, '_id' | 'personId'>,
  { kind, sha256, measured }: KeptDocument,
): Promise<Candidate[]> {
  // A photo may be used again for the same person.
  const others = { _id: { $ne: _id }, ...(kind === 'photo' ? { personId: { $ne: personId } } : {}) }
  const newest = (
    same: Record<string, unknown>,
    index: typeof SAME_FILES | typeof SAME_LOOKS,
  ): Promise<Candidate[]> =>
    store.requests
      .find({ ...others, ...same }, FIELDS)
      .sort({ filedAt: -1 })
      .limit(MOST_READ)
      .hint(index)
      .lean()
      .exec()
  const looks = measured?.look ?? []
  const found = await Promise.all([
    newest({ 'documents.sha256': sha256 }, SAME_FILES),
    looks.length === 0 ? [] : newest({ 'documents.measured.look': { $in: looks } }, SAME_LOOKS),
  ])
  const all = [...new Map(found.flat().map((other) => [other._id, other])).values()]
  return all.sort((one, other) => other.filedAt.getTime() - one.filedAt.getTime())
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
