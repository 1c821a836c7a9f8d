/** Deletes what has reached the end of its term; a schedule starts it every hour. */
import { now } from './clock'
import { DELETING } from './domain/waiting'
import { describeWaiting, publishEnd } from './operatorView'
import { deletion, files } from './persistence'

/**
 * First removed from the record, then from the store: what is half deleted is found again and
 * never shown.
 * @returns how many drafts, uploads and sets of documents were deleted
 */
export async function dataDeletion(): Promise<{ deleted: number }> {
  const at = now()
  describeWaiting(DELETING, at)
  let deleted = 0
  for (;;) {
    const { ids, keys } = await deletion.beginDeletion({ at })
    if (ids.length === 0) break
    await files.deleteFiles(keys)
    await deletion.endDeletion({ ids, at: now() })
    deleted += ids.length
  }
  // Files that were left behind by an outage, which nothing refers to.
  await files.deleteWaitingFiles({ at })
  publishEnd(now())
  return { deleted }
}
