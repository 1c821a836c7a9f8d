/** Filing a request in the portal, for tests that are about what happens to it. */
import type { Stack } from '../../stack'
import { CardRequestPage } from './cardRequest'
import { FamilyPage } from './family'

/** A staff member asks for a card. @returns the number of the request */
export async function fileCardRequest(
  stack: Stack,
  username: string,
  relative: string,
): Promise<string> {
  const page = await stack.signedIn('portal', username)
  const family = new FamilyPage(page)
  await family.open()
  await family.requestCard(relative)
  await new CardRequestPage(page).fileComplete()
  const number = await family.latestNumber(relative)
  await page.context().close()
  return number
}
