/** Bundles the workflow code for a test: with interceptors, or with workflows of another release. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker'

/**
 * @param interceptors files that export them
 * @param bundle file to write
 * @param workflows file that exports them
 */
export async function bundled(
  interceptors: readonly string[],
  bundle: string,
  workflows = 'workflows/index.ts',
): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.resolve(workflows),
    workflowInterceptorModules: interceptors.map((file) => path.resolve(file)),
    logger: new DefaultLogger('WARN'),
  })
  await mkdir(path.dirname(bundle), { recursive: true })
  await writeFile(bundle, code)
}
