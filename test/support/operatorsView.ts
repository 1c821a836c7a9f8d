/** What an operator sees of a run in Temporal Web. */
import type { Client } from '@temporalio/client'
import { SEARCH_ATTRIBUTES } from '../../workflows/contract'

export interface OperatorsView {
  status: string
  summary: string | undefined
  /** What the start said. */
  startDetails: string | undefined
  /** Those of the contract's list that are set. */
  attributes: Record<string, string | Date>
  /** The current details of the run. */
  details: string
}

/** A query that the SDK answers in every run; Temporal Web uses it to show the details. */
const METADATA = '__temporal_workflow_metadata'

export async function operatorsView(client: Client, workflowId: string): Promise<OperatorsView> {
  const run = client.workflow.getHandle(workflowId)
  const [description, metadata] = await Promise.all([
    run.describe(),
    run.query<{ currentDetails?: string }>(METADATA),
  ])
  const attributes = Object.values(SEARCH_ATTRIBUTES).flatMap((key) => {
    const value: unknown = description.typedSearchAttributes.get(
      key as typeof SEARCH_ATTRIBUTES.requestType,
    )
    return value === undefined ? [] : [[key.name, value as string | Date] as const]
  })
  return {
    status: description.status.name,
    summary: await description.staticSummary(),
    startDetails: await description.staticDetails(),
    attributes: Object.fromEntries(attributes),
    details: metadata.currentDetails ?? '',
  }
}
