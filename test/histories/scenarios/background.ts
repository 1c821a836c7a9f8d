/** Paths of runs without a request: refreshes, mails, deletion. */
import { waitFor } from '../../support/world'
import { refreshReached, startAlone, startRefresh } from '../steps'
import type { Scenario } from '../scenario'

export const backgroundScenarios: Record<string, Scenario> = {
  'family list refreshed': async (lab) => ({
    'refresh-answered': await startRefresh(lab, 'refresh-answered'),
  }),

  'family list refreshed after faults of the register': async (lab) => {
    let asked = 0
    lab.activities.askRegistry = () => {
      asked += 1
      return Promise.resolve(
        asked <= 2
          ? { kind: 'failed', fault: 'a:InternalServiceFault' }
          : { kind: 'answered', relatives: 3 },
      )
    }
    const refresh = await startRefresh(lab, 'refresh-tried-again')
    await refreshReached(lab, refresh, 'waiting', 1)
    await lab.sleep('10s')
    await refreshReached(lab, refresh, 'waiting', 2)
    await lab.refreshes.wake(refresh.subject)
    return { 'refresh-tried-again': refresh }
  },

  'notices delivered through an outage of the mail server': async (lab) => {
    const reports = [
      { sent: 2, waiting: 0, fault: null, isConfigured: true },
      { sent: 0, waiting: 1, fault: 'ESOCKET', isConfigured: true },
      { sent: 1, waiting: 0, fault: null, isConfigured: true },
    ]
    let called = 0
    lab.activities.deliverNotices = () => {
      called += 1
      return Promise.resolve(reports[Math.min(called, reports.length) - 1]!)
    }
    const delivery = await startAlone(lab, 'noticeDelivery', 'notices-delivered')
    for (const times of [1, 2, 3]) {
      await waitFor(() => called === times, { what: `${times} deliveries` })
      if (times < 3) await lab.sleep('20s')
    }
    await delivery.run.terminate()
    return { 'notices-delivered': delivery }
  },

  'expired data deleted': async (lab) => {
    const batches = [
      { ids: ['draft:1', 'draft:2'], keys: ['documents/1'] },
      { ids: ['rejectedDocuments:3'], keys: [] },
      { ids: [], keys: [] },
    ]
    lab.activities.beginDeletion = () => Promise.resolve(batches.shift()!)
    return { 'data-deleted': await startAlone(lab, 'dataDeletion', 'data-deleted') }
  },
}
