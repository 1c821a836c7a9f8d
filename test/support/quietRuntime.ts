/** Hides the SDK's own log lines, which would flood the results, except errors. */
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker'

/** Call it before the first worker or native connection. */
export function installQuietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  })
}
