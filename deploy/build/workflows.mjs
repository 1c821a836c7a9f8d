/** Bundles the workflow code into the one file that workers load. */
import path from 'node:path'
import { put } from './step.mjs'

/** @type {import('./step.mjs').Step} */
export const workflows = {
  name: 'workflows',
  reads: ['workflows'],
  async make() {
    const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker')
    const { code } = await bundleWorkflowCode({
      workflowsPath: path.resolve('workflows/index.ts'),
      logger: new DefaultLogger('WARN'),
    })
    put('dist/workflow-bundle.js', code)
  },
}
