/**
 * Before the replay of recorded histories: the workflow code as workers load it, and the same with
 * a log of its commands. Needs no server.
 */
import path from 'node:path'
import { built } from './built'
import { bundled } from './bundled'

/** The bundle that reports each command to the sink of test/replay/commandLog.ts. */
export const loggingBundlePath = path.resolve('dist/test/replay/workflow-bundle.js')

export default async function prepare(): Promise<void> {
  await Promise.all([built('workflows'), bundled(['test/replay/commandLog.ts'], loggingBundlePath)])
}
