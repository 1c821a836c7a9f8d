/** Who takes part in a random life. */
import { CLERK, OTHER_CLERK, OTHER_PARENT, STAFF } from '../support/messages'

/** Both work at the ministry, and at the bureau: neither may decide on the relative (D8). */
export const PARENTS: readonly string[] = [STAFF, OTHER_PARENT]
export const CLERKS: readonly string[] = [CLERK, OTHER_CLERK]
