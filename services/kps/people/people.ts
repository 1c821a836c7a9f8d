/** All fictional people of the demo. */
import type { DemoAccount, DemoFamily } from './account'
import { furtherFamilies, furtherStaff } from './furtherStaff'
import { furtherManagers } from './furtherManagers'
import { namedFamilies, namedStaff } from './namedStaff'
import { newcomerFamilies, newcomers } from './newcomers'
import { registerOnlyFamilies, registerOnlyStaff } from './registerOnly'

export const demoAccounts: readonly DemoAccount[] = [
  ...namedStaff,
  ...furtherStaff,
  ...registerOnlyStaff,
  ...furtherManagers,
]
/** The staff register: everybody with an account, and those who have none yet. */
export const demoStaff: readonly DemoAccount[] = [...demoAccounts, ...newcomers]
/** The families that the record knows already. */
export const demoFamilies: readonly DemoFamily[] = [...namedFamilies, ...furtherFamilies]
/** Everything that the register knows. */
export const registeredFamilies: readonly DemoFamily[] = [
  ...demoFamilies,
  ...registerOnlyFamilies,
  ...newcomerFamilies,
]
