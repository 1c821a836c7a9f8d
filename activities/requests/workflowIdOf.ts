import type { Store } from '../../services/shared/store/connection'
import { requestWorkflowId } from '../../workflows/contract'

/** The id of all runs of requests about a person; null if they are not on record. */
export async function workflowIdOf(
  { people }: Pick<Store, 'people'>,
  personId: string,
): Promise<string | null> {
  const person = await people.findById(personId, { personKey: 1 }).lean()
  return person && requestWorkflowId(person.personKey)
}
