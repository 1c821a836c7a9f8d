/**
 * How a release of the workers takes over open runs. Runs belong to no release: every worker continues
 * every run, since requests stay open for weeks and a card may never come back. A release that changes
 * a run's steps has a rule for each change; until an operator lets it, the rule is withheld, so that
 * the release before can take all runs back.
 */
import type { WorkerOptions } from '@temporalio/worker'

/** All queues belong to one deployment, as Temporal Web calls it. */
const DEPLOYMENT = 'pyk'

/**
 * The options of a worker.
 * @param buildId name of the release, which Temporal notes at every step that a run takes
 * @param withheld rules that no run begins to follow; runs that follow one go on with it
 */
export function releaseOptions({
  buildId,
  withheld,
}: {
  buildId: string
  withheld: readonly string[]
}): Pick<WorkerOptions, 'workerDeploymentOptions' | 'patchActivationCallback'> {
  return {
    workerDeploymentOptions: {
      version: { deploymentName: DEPLOYMENT, buildId },
      useWorkerVersioning: false,
    },
    patchActivationCallback: ({ patchId }) => !withheld.includes(patchId),
  }
}
