import { setTimeout as pause } from 'node:timers/promises'
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes'
import { SEARCH_ATTRIBUTES } from '../../../workflows/contract'
import { withConnection } from './connection'
import type { EngineAddress } from './engine'

/**
 * Registers missing search attributes of the contract and waits until runs can use them.
 * @param engine host:port of Temporal's frontend, or how to connect to it
 * @throws when they are not usable within a minute
 */
export async function registerSearchAttributes(
  engine: string | EngineAddress,
  namespace: string,
): Promise<void> {
  await withConnection(engine, async ({ operatorService, workflowService }) => {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace })
    const missing = Object.values(SEARCH_ATTRIBUTES).filter(
      ({ name }) => !(name in (customAttributes ?? {})),
    )
    if (missing.length === 0) return
    const searchAttributes = Object.fromEntries(
      missing.map(({ name, type }) => [name, encodeSearchAttributeIndexedValueType(type)!]),
    )
    await operatorService.addSearchAttributes({ namespace, searchAttributes })

    const query = missing.map(({ name }) => `${name} IS NULL`).join(' AND ')
    for (const deadline = Date.now() + 60_000; ; await pause(100)) {
      try {
        await workflowService.countWorkflowExecutions({ namespace, query })
        return
      } catch (error) {
        // Servers reload attributes only from time to time.
        if (Date.now() > deadline) throw error
      }
    }
  })
}
