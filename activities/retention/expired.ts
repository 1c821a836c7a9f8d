/** Finds what has reached the end of its term. */
import type { ClientSession } from 'mongoose'
import { expiredBefore } from '../../workflows/domain/retention'
import type { DeletedKind } from '../../workflows/domain/retention'
import type { Store } from '../../services/shared/store/connection'
import type { Draft } from '../../services/shared/store/draft'
import type { KeptDocument } from '../../services/shared/store/keptDocument'
import type { Proposal } from '../../services/shared/store/proposal'

/** Something to delete. */
export interface Expired {
  /** The same in every attempt. */
  id: string
  kind: DeletedKind
  /** Id of the draft or the request. */
  subject: string
  /** Keys of its files; those that something else uses stay. */
  keys: string[]
  /** Deletes it from the record. @returns false if it has changed since it was found */
  remove(session: ClientSession): Promise<boolean>
}

/** @param limit of each kind */
export async function findExpired(store: Store, now: Date, limit: number): Promise<Expired[]> {
  const found = await Promise.all([
    drafts(store, now, limit),
    unconfirmed(store, now, limit),
    rejected(store, now, limit),
    replaced(store, now, limit),
  ])
  return found.flat()
}

/** A submitted draft goes as well: its files are those of the request and stay. */
async function drafts(store: Store, now: Date, limit: number): Promise<Expired[]> {
  const updatedAt = { $lte: expiredBefore('draft', now) }
  const old = await store.drafts.find({ updatedAt }).limit(limit).lean()
  return old.map((draft) => ({
    id: `draft:${draft._id}`,
    kind: 'draft',
    subject: draft._id,
    keys: filesOf(draft),
    async remove(session) {
      const { deletedCount } = await store.drafts.deleteOne(
        { _id: draft._id, updatedAt: draft.updatedAt },
        { session },
      )
      const isFiled = await store.requests.exists({ _id: draft._id }).session(session)
      // The own words about the reason, which a submit that failed has left.
      if (!isFiled) await store.explanations.deleteOne({ _id: draft._id }, { session })
      return deletedCount === 1
    },
  }))
}

async function unconfirmed(store: Store, now: Date, limit: number): Promise<Expired[]> {
  const before = expiredBefore('unconfirmedUpload', now)
  const waiting = await store.drafts
    .find({ proposals: { $elemMatch: { offeredAt: { $lte: before } } } })
    .limit(limit)
    .lean()
  return waiting.flatMap(({ _id, proposals = [] }) =>
    proposals
      .filter(({ offeredAt }) => offeredAt <= before)
      .map((proposal) => {
        const { kind, offeredAt } = proposal
        return {
          id: `unconfirmedUpload:${_id}:${kind}:${offeredAt.getTime()}`,
          kind: 'unconfirmedUpload' as const,
          subject: _id,
          keys: filesOfProposal(proposal),
          async remove(session: ClientSession) {
            const { modifiedCount } = await store.drafts.updateOne(
              { _id, proposals: { $elemMatch: { kind, offeredAt } } },
              { $pull: { proposals: { kind, offeredAt } } },
              { session },
            )
            return modifiedCount === 1
          },
        }
      }),
  )
}

async function rejected(store: Store, now: Date, limit: number): Promise<Expired[]> {
  const requests = await store.requests
    .find(
      {
        status: 'rejected',
        'decision.at': { $lte: expiredBefore('rejectedDocuments', now) },
        'documents.0': { $exists: true },
      },
      { documents: 1 },
    )
    .limit(limit)
    .lean()
  return requests.map(({ _id, documents }) => ({
    id: `rejectedDocuments:${_id}`,
    kind: 'rejectedDocuments',
    subject: _id,
    keys: documents.flatMap(filesOfDocument),
    async remove(session) {
      const { modifiedCount } = await store.requests.updateOne(
        { _id, 'documents.0': { $exists: true } },
        { $set: { documents: [], documentsDeletedAt: now } },
        { session },
      )
      return modifiedCount === 1
    },
  }))
}

async function replaced(store: Store, now: Date, limit: number): Promise<Expired[]> {
  const before = expiredBefore('replacedDocuments', now)
  const requests = await store.requests
    .find({ 'replacedDocuments.replacedAt': { $lte: before } }, { replacedDocuments: 1 })
    .limit(limit)
    .lean()
  return requests.flatMap(({ _id, replacedDocuments = [] }) =>
    replacedDocuments
      .filter(({ replacedAt }) => replacedAt <= before)
      .map((document) => ({
        id: `replacedDocuments:${_id}:${document.key}`,
        kind: 'replacedDocuments' as const,
        subject: _id,
        keys: filesOfDocument(document),
        async remove(session: ClientSession) {
          const { key } = document
          const { modifiedCount } = await store.requests.updateOne(
            { _id, 'replacedDocuments.key': key },
            { $pull: { replacedDocuments: { key } } },
            { session },
          )
          return modifiedCount === 1
        },
      })),
  )
}

function filesOf({ documents, proposals = [] }: Draft): string[] {
  return [...documents.flatMap(filesOfDocument), ...proposals.flatMap(filesOfProposal)]
}

function filesOfProposal({ frame, result }: Proposal): string[] {
  return [
    ...(frame === null ? [] : [frame.source.key, frame.upright.key]),
    ...(result === null ? [] : filesOfDocument(result)),
  ]
}

function filesOfDocument({ key, pages = [] }: KeptDocument): string[] {
  return [key, ...pages.map((page) => page.key)]
}

/**
 * Which of these files a request or an open draft still uses: the parts of a rejected request that
 * can stay are taken over into the next one.
 */
export async function usedKeys(
  store: Store,
  keys: readonly string[],
  session: ClientSession | null = null,
): Promise<Set<string>> {
  const $in = [...keys]
  const uses = { $or: [{ 'documents.key': { $in } }, { 'documents.pages.key': { $in } }] }
  const usesReplaced = {
    $or: [{ 'replacedDocuments.key': { $in } }, { 'replacedDocuments.pages.key': { $in } }],
  }
  const [requests, openDrafts] = [
    await store.requests
      .find({ $or: [uses, usesReplaced] }, { documents: 1, replacedDocuments: 1 }, { session })
      .lean(),
    await store.drafts.find({ submitted: false, ...uses }, { documents: 1 }, { session }).lean(),
  ]
  return new Set(
    [
      ...[...requests, ...openDrafts].flatMap(({ documents }) => documents),
      ...requests.flatMap(({ replacedDocuments = [] }) => replacedDocuments),
    ].flatMap(filesOfDocument),
  )
}
