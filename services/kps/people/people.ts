/** The fictional people of the demo, once for all who load, print or test them. */
import type { DemoAccount, DemoFamily } from './account'
import { furtherFamilies, furtherStaff } from './furtherStaff'
import { namedFamilies, namedStaff } from './namedStaff'

export const demoAccounts: readonly DemoAccount[] = [...namedStaff, ...furtherStaff]
export const demoFamilies: readonly DemoFamily[] = [...namedFamilies, ...furtherFamilies]
