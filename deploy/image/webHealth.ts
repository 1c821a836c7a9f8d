/** Checks that a web app serves and reports its dependencies as reachable. */
import { readEnvironment } from '../../services/shared/config/environment'
import { bureauPort, portalPort } from '../../services/shared/config/settings'
import { Unhealthy } from './unhealthy'

/** Shorter than the timeout of the health check in compose. */
const ANSWER_WITHIN_MS = 5_000

/** @throws Unhealthy when the app does not answer or is not ready */
export async function checkWebApp(
  processName: 'portal' | 'bureau',
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const { PORTAL_PORT, BUREAU_PORT } = readEnvironment(
    'health',
    { ...portalPort, ...bureauPort },
    environment,
  )
  const address = `http://127.0.0.1:${processName === 'portal' ? PORTAL_PORT : BUREAU_PORT}/health/ready`
  const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(
    (error: unknown) => {
      throw new Unhealthy(`${address} does not answer`, { cause: error })
    },
  )
  if (!answer.ok) throw new Unhealthy(`${address} answers ${answer.status}: ${await answer.text()}`)
}
