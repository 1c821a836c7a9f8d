/** Before the replay of recorded histories: the workflow code as workers load it, and once more with a log of its commands. No server is needed. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker'
import { built } from './built'

/** The bundle that tells each command to the sink of test/replay/commandLog.ts. */
export const tellingBundlePath = path.resolve('dist/test/replay/workflow-bundle.js')

export default async function prepare(): Promise<void> {
  await Promise.all([built('workflows'), bundleThatTells()])
}

async function bundleThatTells(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.resolve('workflows/index.ts'),
    workflowInterceptorModules: [path.resolve('test/replay/commandLog.ts')],
    logger: new DefaultLogger('WARN'),
  })
  await mkdir(path.dirname(tellingBundlePath), { recursive: true })
  await writeFile(tellingBundlePath, code)
}
