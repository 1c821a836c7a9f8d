/** Paths of the runs that watch over the others. */
import type { Scenario } from '../scenario'
import { startAlone } from '../steps'

export const operatorScenarios: Record<string, Scenario> = {
  'record, runs and store differ': async (lab) => {
    const lists = [
      { files: [{ key: 'documents/1', versionId: 'v1' }], upTo: 'documents/1' },
      { files: [], upTo: null },
    ]
    const file = { key: 'documents/1', versionId: 'v1', requestNumber: null }
    const run = { workflowId: 'pyk-request-1', requestNumber: 'PYK-2026-000001' }
    lab.activities.compareRuns = () =>
      Promise.resolve({ runs: [{ part: 'request', ...run }], beyond: 0, rows: 2, openRuns: 1 })
    lab.activities.listFiles = () => Promise.resolve(lists.shift()!)
    lab.activities.compareFiles = ({ files }) =>
      Promise.resolve({ suspects: files.map(() => ({ kind: 'fileUnused', ...file })), beyond: 0 })
    lab.activities.confirmRuns = ([{ requestNumber, workflowId } = run]) =>
      Promise.resolve([
        {
          ...{ kind: 'runMissing', requestNumber, subject: workflowId },
          ...{ record: 'pending/inReview', run: 'TERMINATED', store: null },
        },
      ])
    const compared = await startAlone(lab, 'reconciliation', 'record-compared')
    await lab.sleep('10 minutes')
    return { 'record-compared': compared }
  },
}
