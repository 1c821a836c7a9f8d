/**
 * The worker of the bare workflow, with the product's worker settings; reports to its parent which
 * run is waiting.
 */
import { bundleWorkflowCode } from '@temporalio/worker'
import { Context } from '@temporalio/activity'
import { readEnvironment } from '../../../services/shared/config/environment'
import { temporalSettings } from '../../../services/shared/config/settings'
import { createLog } from '../../../services/shared/log/log'
import { exitOnFailure } from '../../../services/shared/process/exitOnFailure'
import { runWorker } from '../../../services/worker/runWorker'
import { BARE_QUEUE } from './queue'

const nothing = (): Promise<void> => Promise.resolve()
const activities = {
  filed: nothing,
  checked: nothing,
  entered: () => {
    process.send?.({ waiting: Context.current().info.workflowExecution?.workflowId })
    return nothing()
  },
  proven: nothing,
  decided: nothing,
}
export type BareActivities = typeof activities

exitOnFailure(async () => {
  const config = readEnvironment('bare', temporalSettings, process.env)
  const { code } = await bundleWorkflowCode({ workflowsPath: require.resolve('./workflow') })
  await runWorker(
    createLog('bare', 'info'),
    { address: config.TEMPORAL_ADDRESS, namespace: config.TEMPORAL_NAMESPACE },
    () =>
      Promise.resolve({
        options: { taskQueue: BARE_QUEUE, workflowBundle: { code }, activities },
        close: nothing,
      }),
  )
})
