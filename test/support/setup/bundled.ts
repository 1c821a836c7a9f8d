/** Bundles the workflow code with interceptors of a test. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker'

/**
 * @param interceptors file that exports them
 * @param bundle file to write
 */
export async function bundled(interceptors: string, bundle: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.resolve('workflows/index.ts'),
    workflowInterceptorModules: [path.resolve(interceptors)],
    logger: new DefaultLogger('WARN'),
  })
  await mkdir(path.dirname(bundle), { recursive: true })
  await writeFile(bundle, code)
}
