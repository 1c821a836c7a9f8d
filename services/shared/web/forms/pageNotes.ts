/**
 * Messages and returned forms, stored until their page is opened. Each browser has one document,
 * and
 * every change is one atomic update of the entries concerned, so that tabs do not overwrite each
 * other.
 * The session itself never changes after login.
 */
import { createHash } from 'node:crypto'
import type { Mongo } from '../mongo'
import type { TextValues } from '../routing/errors'

export interface FlashMessage {
  variant: 'success' | 'warning' | 'error' | 'info'
  /** Catalogue key of the heading. */
  key: string
  values: TextValues
  /** A second sentence; takes the same values. */
  detailKey?: string
  /** Link to the next step, with the catalogue key of its text. */
  link?: { href: string; key: string }
}

/** The entries of a returned form and their errors. */
export interface ReturnedForm {
  /** The page with the form. */
  path: string
  values: Record<string, unknown>
  faults: readonly { field: string; key: string; values?: TextValues }[]
}

export interface PageNotes {
  addMessages(browser: string, page: string, messages: readonly FlashMessage[]): Promise<void>
  /** Moves the messages of a page that redirects to another. */
  moveMessages(browser: string, from: string, to: string): Promise<void>
  /** Keeps a form for its page and replaces an earlier one. */
  putForm(browser: string, form: KeptForm): Promise<void>
  /**
   * Returns and removes what is stored for a page.
   * @param accountId the signed-in account; a form is shown to its owner only
   */
  take(
    browser: string,
    page: string,
    accountId: string | null,
  ): Promise<{ messages: FlashMessage[]; form: ReturnedForm | null }>
  /** Moves the forms of an account to its new session and drops everything else of the browser. */
  handOver(browser: string, session: string, accountId: string): Promise<void>
}

export interface KeptForm extends ReturnedForm {
  /** The account that entered it; null for the login form. */
  ownerId: string | null
}

interface Notes {
  _id: string
  messages?: (FlashMessage & { page: string })[]
  forms?: { page: string; ownerId: string | null; content: string }[]
  expires: Date
}

/** The lifetime of an idle session. */
const KEPT_MS = 60 * 60 * 1000
/** Far more pages than a person has open; older entries are dropped. */
const MOST_MESSAGES = 20
const MOST_FORMS = 10
/** Does not wait for the disk. */
const UNWAITED = { writeConcern: { w: 1 } } as const

/** @param name collection name */
export function createPageNotes(mongo: Mongo, name: string): PageNotes {
  // What was entered is kept safely. A message is not worth a wait for the disk, and both are read
  // as soon as they are written.
  const collection = mongo.client
    .db(mongo.database)
    .collection<Notes>(name, { readConcern: { level: 'local' } })
  const expires = () => new Date(Date.now() + KEPT_MS)
  let indexed: Promise<string> | null = null

  /** The collection, after its expiry index exists. */
  async function writable(): Promise<typeof collection> {
    indexed ??= collection.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
    try {
      await indexed
    } catch (error) {
      indexed = null
      throw error
    }
    return collection
  }

  return {
    async addMessages(browser, page, messages) {
      const added = messages.map((message) => ({ ...message, page }))
      await (
        await writable()
      ).updateOne(
        { _id: keyOf(browser) },
        {
          $push: { messages: { $each: added, $slice: -MOST_MESSAGES } },
          $set: { expires: expires() },
        },
        { upsert: true, ...UNWAITED },
      )
    },

    async moveMessages(browser, from, to) {
      await collection.updateOne(
        { _id: keyOf(browser), 'messages.page': from },
        { $set: { 'messages.$[moved].page': to } },
        { arrayFilters: [{ 'moved.page': from }], ...UNWAITED },
      )
    },

    async putForm(browser, { ownerId, ...form }) {
      // Stored as text, since field names come from outside and may not be valid in MongoDB.
      const kept = { page: form.path, ownerId, content: JSON.stringify(form) }
      const others = {
        $filter: {
          input: { $ifNull: ['$forms', []] },
          as: 'form',
          cond: { $ne: ['$$form.page', { $literal: kept.page }] },
        },
      }
      await (
        await writable()
      ).updateOne(
        { _id: keyOf(browser) },
        [
          {
            $set: {
              forms: {
                $slice: [{ $concatArrays: [others, [{ $literal: kept }]] }, -MOST_FORMS],
              },
              expires: expires(),
            },
          },
        ],
        { upsert: true },
      )
    },

    async take(browser, page, accountId) {
      const isForThem = { page, ownerId: accountId }
      const isLeft = {
        _id: keyOf(browser),
        $or: [{ 'messages.page': page }, { forms: { $elemMatch: isForThem } }],
      }
      // Most pages find nothing, and even a write that changes nothing waits for the disk.
      if ((await collection.findOne(isLeft, { projection: { _id: 1 } })) === null)
        return { messages: [], form: null }
      const before = await collection.findOneAndUpdate(
        isLeft,
        { $pull: { messages: { page }, forms: isForThem } },
        { returnDocument: 'before', ...UNWAITED },
      )
      const form = before?.forms?.find((kept) => kept.page === page && kept.ownerId === accountId)
      return {
        messages: before?.messages?.filter((message) => message.page === page) ?? [],
        form: form === undefined ? null : (JSON.parse(form.content) as ReturnedForm),
      }
    },

    async handOver(browser, session, accountId) {
      const left = await collection.findOneAndDelete({ _id: keyOf(browser) })
      const forms = left?.forms?.filter(({ ownerId }) => ownerId === accountId) ?? []
      if (forms.length === 0) return
      await collection.insertOne({ _id: keyOf(session), forms, expires: expires() })
    },
  }
}

/** A session id gives access, so only its hash is stored. */
function keyOf(browser: string): string {
  return createHash('sha256').update(browser).digest('hex')
}
