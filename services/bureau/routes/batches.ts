/**
 * Bulk acts: one act on many rows of a list, such as forty cards that were printed, or cards that came
 * under one letter. Each is asked about before, and followed on a page of its own.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { batchOfQueue } from '../../../workflows/domain/batches'
import type { Batch } from '../../shared/store/batch'
import { eventStream, NotFound, redirect, route, view } from '../../shared/web'
import type { Reply, Route } from '../../shared/web'
import { withDay } from '../../shared/web/forms/dateFields'
import { shortDate } from '../../shared/web/texts/format/dates'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { accountName } from '../operations/accountName'
import {
  awaitProgress,
  batchRows,
  beginBatch,
  earlierNames,
  findBatch,
  progressOf,
  recentBatches,
  tryBatchAgain,
} from '../operations/batches'
import { letterDateRefusal } from '../operations/letterDate'
import { BUREAU_QUEUES } from '../operations/workList'
import type { BureauQueue } from '../operations/workList'
import {
  batchAgainPath,
  batchNewsPath,
  BatchParams,
  batchPath,
  listBatchNewsPath,
  newBatchPath,
  workListPath,
} from '../paths'
import { batchPage, batchQuestion } from '../viewModels/batches'
import { ChosenQuery } from './chosen'
import { commonLetterDateRefused, LetterDate, LetterNumber } from './letter'

/** Created with the page, so that a form sent twice is one batch. */
const BatchId = z.uuid('bureau.reopen')
/** What an open page shows; a page that has lost it receives the news at once. */
const SeenQuery = z.object({ seen: z.string().max(120).catch('') })
const NEWS_NOT_AUDITED = 'none: reports only that an open page has something new'
type BatchBody = Pick<Batch, 'letter'> & { batchId: string }
const NO_LETTER: z.ZodType<BatchBody> = z
  .object({ batchId: BatchId })
  .transform((form) => ({ ...form, letter: null }))
const WITH_LETTER: z.ZodType<BatchBody> = z.preprocess(
  withDay('letterDate'),
  z
    .object({ batchId: BatchId, letterNo: LetterNumber, letterDate: LetterDate })
    .transform(({ batchId, letterNo, letterDate }) => ({
      batchId,
      letter: { no: letterNo, date: letterDate },
    })),
)

/** The question's address: what is chosen, and the batch whose letter is corrected. */
const QuestionQuery = z.unknown().transform((query) => ({
  chosen: ChosenQuery.parse(query),
  ...z.object({ letterOf: z.uuid().optional().catch(undefined) }).parse(query),
}))

export function batchRoutes(deps: Deps): Route[] {
  return [...BUREAU_QUEUES.flatMap((queue) => newBatchRoutes(deps, queue)), ...followRoutes(deps)]
}

/** The question and the start of the bulk act that a list offers, if it offers one. */
function newBatchRoutes(deps: Deps, queue: BureauQueue): Route[] {
  const kind = batchOfQueue(queue)
  if (kind === null) return []
  return [
    route({
      method: 'get',
      path: newBatchPath(queue),
      access: BUREAU,
      audit: 'workListOpened',
      query: QuestionQuery,
      handle: async ({ query: { chosen, letterOf }, account, flash, nothingDone, t }) => {
        const question = batchQuestion(kind, await batchRows(deps.store, chosen), account, t)
        if (question.items.length === 0) {
          nothingDone()
          flash('info', 'bureau.batch.noneChosen')
          return redirect(workListPath(queue))
        }
        return view('batches/new', {
          ...question,
          batchId: randomUUID(),
          letter: letterOf === undefined ? null : await letterOfBatch(deps, letterOf),
          action: newBatchPath(queue, question.requestIds),
          listHref: workListPath(queue),
          dateExample: shortDate(new Date()).replaceAll('.', ' '),
        })
      },
    }),

    route({
      method: 'post',
      path: newBatchPath(queue),
      access: BUREAU,
      audit: 'batchBegun',
      query: ChosenQuery,
      body: kind === 'cardArrived' ? WITH_LETTER : NO_LETTER,
      formAt: ({ query }) => newBatchPath(queue, ChosenQuery.parse(query)),
      handle: async ({ query: chosen, body: { batchId, letter }, account, about, t }) => {
        about(batchId)
        // Rows that a colleague has done meanwhile are left in: their runs say who and when (D7).
        const rows = await batchRows(deps.store, chosen)
        const { known, requestIds } = batchQuestion(kind, rows, account, t)
        if (known.length === 0) throw new NotFound()
        if (letter !== null) await refuseImpossibleDate(deps, letter.date, requestIds)
        const form = { batchId, kind, letter, requestIds: known }
        if (!(await beginBatch(deps, account.id, form))) throw new NotFound()
        return redirect(batchPath(batchId))
      },
    }),

    route({
      method: 'get',
      path: listBatchNewsPath(queue),
      access: BUREAU,
      audit: NEWS_NOT_AUDITED,
      query: SeenQuery,
      handle: ({ query: { seen }, account }) =>
        progressEvents(() => recentBatches(deps.store, account.id, kind, new Date()), seen),
    }),
  ]
}

/** The event that an open page waits for. */
function progressEvents(look: () => Promise<readonly Batch[]>, seen: string): Reply {
  return eventStream(async (send, ended) => {
    await awaitProgress(look, seen, ended)
    if (!ended.aborted) send('changed')
  })
}

/** @throws FormRefused when a letter with these cards cannot have this date */
async function refuseImpossibleDate(
  { store }: Pick<Deps, 'store'>,
  date: string,
  requestIds: readonly string[],
): Promise<void> {
  const at = new Date().toISOString()
  const refused = await letterDateRefusal(store, date, { requestIds, at })
  if (refused !== null) throw commonLetterDateRefused(date, refused)
}

/** The letter of an earlier batch, in the fields of the form; null if it had none. */
async function letterOfBatch({ store }: Pick<Deps, 'store'>, batchId: string) {
  const letter = (await findBatch(store, batchId))?.letter
  if (!letter) return null
  const [year, month, day] = letter.date.split('-')
  return { no: letter.no, year, month, day }
}

/** The page of a batch, its events, and another attempt. */
function followRoutes(deps: Deps): Route[] {
  const { store } = deps
  return [
    route({
      method: 'get',
      path: batchPath(':batchId'),
      access: BUREAU,
      audit: 'batchOpened',
      params: BatchParams,
      handle: async ({ params: { batchId }, account, t }) => {
        const batch = await batchOr404(batchId)
        const [rows, names, by] = await Promise.all([
          batchRows(
            store,
            batch.items.map(({ requestId }) => requestId),
          ),
          earlierNames(store, batch),
          accountName(store, batch.by),
        ])
        return view('batches/page', {
          ...batchPage(batch, { rows, names, by, viewer: account, now: new Date() }, t),
          againAction: batchAgainPath(batchId),
          newsHref: batchNewsPath(batchId, progressOf([batch])),
        })
      },
    }),

    route({
      method: 'get',
      path: batchNewsPath(':batchId'),
      access: BUREAU,
      audit: NEWS_NOT_AUDITED,
      params: BatchParams,
      query: SeenQuery,
      handle: async ({ params: { batchId }, query: { seen } }) => {
        await batchOr404(batchId)
        return progressEvents(
          async () => [await findBatch(store, batchId)].flatMap((batch) => batch ?? []),
          seen,
        )
      },
    }),

    route({
      method: 'post',
      path: batchAgainPath(':batchId'),
      access: BUREAU,
      audit: 'batchTriedAgain',
      params: BatchParams,
      formAt: ({ params: { batchId } }) => batchPath(batchId),
      handle: async ({ params: { batchId }, account, flash, nothingDone }) => {
        const batch = await batchOr404(batchId)
        if (!(await tryBatchAgain(deps, account.id, batch))) {
          nothingDone()
          flash('info', 'bureau.batch.nothingToTry')
        }
        return redirect(batchPath(batchId))
      },
    }),
  ]

  async function batchOr404(batchId: string) {
    const batch = await findBatch(store, batchId)
    if (batch === null) throw new NotFound()
    return batch
  }
}
