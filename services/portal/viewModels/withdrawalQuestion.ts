/** The confirmation before a request is withdrawn: which one, and what follows. */
import type { Translate } from '../../shared/web/texts/catalogue'
import type { FamilyRequest } from '../operations/familyRequests'
import { requestPath, withdrawalPath } from '../paths'
import { personHeading } from './person'

export function withdrawalQuestion({ request, relative }: FamilyRequest, t: Translate) {
  const { name, detail } = personHeading(relative, t)
  const { _id, type, number } = request
  return {
    heading: t('portal.withdrawal.heading'),
    text: t(`portal.withdrawal.text.${type}`),
    rows: [
      { key: t('portal.requests.number'), text: number },
      { key: t('column.requestType'), text: t(`requestType.${type}`) },
      { key: t('portal.withdrawal.person'), text: `${name} (${detail})` },
    ],
    isFinal: true,
    action: withdrawalPath(_id),
    button: t('portal.withdrawal.button'),
    cancelHref: requestPath(_id),
  }
}
