/**
 * Health check of a container of the image: `node dist/deploy/image/health.js
 * <portal|bureau|requests|documents|registry>`. Exits with 0 when that process can work, else with 1
 * and the reason on standard error.
 */
import { exitOnFailure } from '../../services/shared/process/exitOnFailure'
import { UnknownProcess } from './unhealthy'

async function main(): Promise<void> {
  const processName = process.argv[2]
  switch (processName) {
    case 'portal':
    case 'bureau': {
      const { checkWebApp } = await import('./webHealth.js')
      return checkWebApp(processName, process.env)
    }
    case 'requests':
    case 'documents':
    case 'registry': {
      const { checkWorker } = await import('./workerHealth.js')
      return checkWorker(processName, process.env)
    }
    default:
      throw new UnknownProcess(processName)
  }
}

exitOnFailure(main)
