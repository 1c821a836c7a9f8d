/** The engine's own log lines would drown the results; faults still show. */
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker'

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
})
