/**
 * Refreshes the family list of a staff member from the population register (S17). A fault is tried
 * again later by itself (D9).
 */
import type { FamilyRefreshInput } from './contract'
import { RefreshRun } from './refreshRun'

/**
 * Asks until the register answers.
 * @returns how many relatives it listed
 * @throws ApplicationFailure when the register cannot be asked: an operator has to act
 */
export async function familyRefresh(input: FamilyRefreshInput): Promise<{ relatives: number }> {
  const run = new RefreshRun(input)
  for (;;) {
    const answer = await run.ask()
    switch (answer.kind) {
      case 'answered':
        return run.end(answer.relatives)
      case 'notAuthorised':
        return run.fail('notAuthorised', answer.fault)
      case 'noIdentity':
        return run.fail('noIdentity', null)
      case 'failed':
        await run.waitBeforeAskingAgain(answer.fault)
    }
  }
}
