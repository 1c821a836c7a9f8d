/** Creates the Temporal namespace with the search attributes of the contract. */
import { isGrpcServiceError } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import { withConnection } from '../../../services/shared/temporal/connection'
import type { Engine } from '../../../services/shared/temporal/engine'
import { ensureSchedules } from '../../../services/shared/temporal/schedules'
import { registerSearchAttributes } from '../../../services/shared/temporal/searchAttributes'

/** How long Temporal keeps the history of a closed run; the record in MongoDB is kept longer. */
const RETENTION = '720 hours'
const ALREADY_EXISTS = 6

/**
 * Registers the namespace and its search attributes if they are missing, and writes the schedules.
 */
export async function prepareNamespace(engine: Engine): Promise<void> {
  const { namespace } = engine
  await withConnection(engine, async ({ workflowService }) => {
    await workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION) })
      .catch((error: unknown) => {
        if (!isGrpcServiceError(error) || Number(error.code) !== ALREADY_EXISTS) throw error
      })
  })
  await registerSearchAttributes(engine, namespace)
  await ensureSchedules(engine, namespace)
}
