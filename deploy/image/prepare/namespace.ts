/** Creates the Temporal namespace with the search attributes of the contract. */
import { isGrpcServiceError } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import { withConnection } from '../../../services/shared/temporal/connection'
import { ensureSchedules } from '../../../services/shared/temporal/schedules'
import { registerSearchAttributes } from '../../../services/shared/temporal/searchAttributes'

/** How long Temporal keeps the history of a closed run; the record in MongoDB is kept longer. */
const RETENTION = '720 hours'
const ALREADY_EXISTS = 6

/**
 * Registers the namespace and its search attributes if they are missing, and writes the schedules.
 * @param address host:port of Temporal's frontend
 */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  await withConnection(address, async ({ workflowService }) => {
    await workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION) })
      .catch((error: unknown) => {
        if (!isGrpcServiceError(error) || Number(error.code) !== ALREADY_EXISTS) throw error
      })
  })
  await registerSearchAttributes(address, namespace)
  await ensureSchedules(address, namespace)
}
