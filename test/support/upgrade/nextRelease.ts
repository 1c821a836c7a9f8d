/** The workflows as a later release could have them: a card request takes a step at its start and its end. */
import { patched, sleep } from '@temporalio/workflow'
import { cardRequest as current } from '../../../workflows/cardRequest'
import type { CardRequestInput, RequestResult } from '../../../workflows/contract'

export { cancellationRequest, cardProduction, familyRefresh } from '../../../workflows/index'

export async function cardRequest(input: CardRequestInput): Promise<RequestResult> {
  if (patched('next-release-start')) await sleep(100)
  const result = await current(input)
  if (patched('next-release-end')) await sleep('5s')
  return result
}
