/** A Temporal server that skips time, with our search attributes. */
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { SEARCH_ATTRIBUTES } from '../../workflows/contract'
import { timeSkippingServerPath } from './world'

/** Temporal numbers the kinds of search attributes. */
const ATTRIBUTE_KINDS: Record<string, number> = { KEYWORD: 2, DATETIME: 6 }

export async function openTimeSkipping(): Promise<{
  env: TestWorkflowEnvironment
  namespace: string
}> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: timeSkippingServerPath() } },
  })
  const namespace = env.namespace ?? 'default'
  await env.connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(
      Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [name, ATTRIBUTE_KINDS[type]!]),
    ),
  })
  return { env, namespace }
}
