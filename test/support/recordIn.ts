import type { RequestRecord } from '../../services/shared/store/request'
import type { BureauApp } from './bureauApp'

/**
 * What the bureau's app has recorded.
 * @param app the one that is open when a test runs
 */
export function recordIn(app: () => Pick<BureauApp, 'store'>) {
  return {
    row: ({ _id }: Pick<RequestRecord, '_id'>) =>
      app().store.requests.findById(_id).orFail().lean(),

    /** Who did it to a subject, and with which outcome, in order. */
    audited: (event: string, subject: string) =>
      app().store.auditEntries.find({ event, subject }, { _id: 0, actor: 1, outcome: 1 }).lean(),
  }
}
