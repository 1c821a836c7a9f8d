/** A row of the results of a search. */
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { nextStepOf } from '../nextStep'
import type { WorkListRow } from '../operations/workList'
import { requestPath } from '../paths'

/** The link leads to the request; what the bureau does next with it is a link of its own. */
export function searchRow(
  { request, person, applicant }: WorkListRow,
  { roles }: Pick<SignedInAccount, 'roles'>,
  t: Translate,
) {
  const { action, href } = nextStepOf(request, roles)
  return {
    request,
    name: `${person.name} ${person.surname}`,
    href: requestPath(request._id),
    applicant,
    step: action === 'follow' ? null : { href, text: t(`action.${action}`) },
  }
}
