/**
 * Before the replay of recorded histories: the workflow code as workers load it, and the same with
 * a log of its commands. Needs no server.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker'
import { built } from './built'

/** The bundle that reports each command to the sink of test/replay/commandLog.ts. */
export const loggingBundlePath = path.resolve('dist/test/replay/workflow-bundle.js')

export default async function prepare(): Promise<void> {
  await Promise.all([built('workflows'), bundleThatTells()])
}

async function bundleThatTells(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.resolve('workflows/index.ts'),
    workflowInterceptorModules: [path.resolve('test/replay/commandLog.ts')],
    logger: new DefaultLogger('WARN'),
  })
  await mkdir(path.dirname(loggingBundlePath), { recursive: true })
  await writeFile(loggingBundlePath, code)
}
