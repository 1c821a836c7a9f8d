/** The staff member who filed a request, as the bureau's pages show them. */
import type { Account } from '../../shared/store/account'
import type { Projected } from '../../shared/store/projected'

export const APPLICANT_FIELDS = { name: 1, registryNo: 1, unitName: 1 } as const
export type Applicant = Projected<Account, typeof APPLICANT_FIELDS>
