/** All fictional people of the demo. */
import type { DemoAccount, DemoFamily } from './account'
import { furtherFamilies, furtherStaff } from './furtherStaff'
import { namedFamilies, namedStaff } from './namedStaff'

export const demoAccounts: readonly DemoAccount[] = [...namedStaff, ...furtherStaff]
export const demoFamilies: readonly DemoFamily[] = [...namedFamilies, ...furtherFamilies]
