/** Bundles the workflow code into the one file that workers load. */
import path from 'node:path'
import { put } from './step.mjs'

const ENTRY = path.resolve('workflows/index.ts')

/** @type {import('./step.mjs').Step} */
export const workflows = {
  name: 'workflows',
  reads: ['workflows'],
  async make() {
    const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker')
    const { code } = await bundleWorkflowCode({
      workflowsPath: ENTRY,
      // Loaded once for all runs instead of once for each: no module keeps anything of a run.
      preloadModules: [ENTRY],
      logger: new DefaultLogger('WARN'),
    })
    put('dist/workflow-bundle.js', code)
  },
}
