/** The engine's own log lines would drown the results; faults still show. */
import { DefaultLogger, Runtime } from '@temporalio/worker'

Runtime.install({ logger: new DefaultLogger('ERROR') })
