/** All fictional people of the demo. */
import type { DemoAccount, DemoFamily } from './account'
import { furtherFamilies, furtherStaff } from './furtherStaff'
import { namedFamilies, namedStaff } from './namedStaff'
import { registerOnlyFamilies, registerOnlyStaff } from './registerOnly'

export const demoAccounts: readonly DemoAccount[] = [
  ...namedStaff,
  ...furtherStaff,
  ...registerOnlyStaff,
]
/** The families that the record knows already. */
export const demoFamilies: readonly DemoFamily[] = [...namedFamilies, ...furtherFamilies]
/** Everything that the register knows. */
export const registeredFamilies: readonly DemoFamily[] = [...demoFamilies, ...registerOnlyFamilies]
