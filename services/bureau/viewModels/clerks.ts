/** The clerks of the bureau as the head sees them. */
import { accountStatusOf } from '../../../workflows/domain/accountActions'
import type { AccountStatus } from '../../../workflows/domain/accountActions'
import { clerkActions } from '../../../workflows/domain/clerkActions'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { longDate } from '../../shared/web/texts/format/dates'
import { clerkActPath } from '../headPaths'
import { assignmentPath } from '../paths'
import type { Clerk } from '../operations/clerks'

const COLOURS: Record<AccountStatus, string> = {
  active: 'green',
  waiting: 'blue',
  expired: 'amber',
  disabled: 'grey',
}

/** @param held how many requests they work on at the moment */
export function clerkRow(
  { account, decidedToday, decidedThisWeek }: Clerk,
  {
    held,
    head,
    now,
    t,
    language,
  }: { held: number; head: SignedInAccount; now: Date; t: Translate; language: Language },
) {
  const { _id, name, registryNo, roles, lastSignedInAt } = account
  const status = accountStatusOf(account, now)
  return {
    name,
    registryNo,
    roles: roles.map((role) => t(`bureau.clerks.role.${role}`)).join(', '),
    pill: { text: t(`bureau.clerks.status.${status}`), variant: COLOURS[status] },
    lastSignedIn:
      lastSignedInAt === undefined ? t('bureau.clerks.never') : longDate(lastSignedInAt, language),
    held,
    handOverHref: held === 0 ? null : assignmentPath({ of: _id }),
    decidedToday,
    decidedThisWeek,
    acts: clerkActions(status, { isOwn: _id === head.id, roles }).map((action) => ({
      text: t(`bureau.clerks.act.${action}`),
      href: clerkActPath(_id, action),
      // To enable an account again needs no question.
      posts: action === 'enable',
    })),
  }
}
