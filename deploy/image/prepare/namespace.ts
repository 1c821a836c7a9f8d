/** The namespace of the runs, with the search attributes of the contract. */
import { isGrpcServiceError } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import { withConnection } from '../../../services/shared/temporal/connection'
import { registerSearchAttributes } from '../../../services/shared/temporal/searchAttributes'

/** How long the engine keeps the history of a closed run; the record in MongoDB outlives it. */
const RETENTION = '720 hours'
const ALREADY_EXISTS = 6

/**
 * Registers the namespace where it is missing, and what is missing of its search attributes.
 * @param address host:port of the engine's frontend
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
}
