/** Accounts as a project manager sees them. */
import {
  accountActions,
  accountMarks,
  accountStatusOf,
} from '../../../workflows/domain/accountActions'
import type { AccountStatus } from '../../../workflows/domain/accountActions'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { longDate, longDateAndTime } from '../../shared/web/texts/format/dates'
import type { AccountAct } from '../operations/accountHistory'
import type { UnitAccount } from '../operations/unitAccounts'
import { ACCOUNT_ACT_PATHS, accountPath } from '../paths'

const text = 'portal.accounts'

const COLOURS: Record<AccountStatus, string> = {
  active: 'green',
  waiting: 'blue',
  expired: 'amber',
  disabled: 'grey',
}

interface Reader {
  /** The manager's account id. */
  id: string
  language: Language
  t: Translate
}

/** A row of the list. */
export function accountRow(account: UnitAccount, now: Date, { id, language, t }: Reader) {
  const status = accountStatusOf(account, now)
  const isOwn = account._id === id
  return {
    id: account._id,
    href: accountPath(account._id),
    name: account.name,
    detail: t(`${text}.registry`, { number: account.registryNo }),
    username: account.username,
    pill: { text: t(`${text}.status.${status}`), variant: COLOURS[status] },
    marks: accountMarks(account, now).map((mark) => t(`${text}.mark.${mark}`)),
    lastSignedIn:
      account.lastSignedInAt === undefined ? null : longDate(account.lastSignedInAt, language),
    isOwn,
    confirmAction: ACCOUNT_ACT_PATHS.confirm(account._id),
    mayConfirm:
      accountActions(status, isOwn).includes('confirm') &&
      accountMarks(account, now).includes('reviewDue'),
  }
}

/** The facts of one account, for kit.summaryList. */
export function accountFacts(account: UnitAccount, { language, t }: Reader) {
  const instant = (at: Date | undefined, otherwise: string) =>
    at === undefined ? otherwise : longDateAndTime(at, language)
  const facts: Record<string, string> = {
    name: account.name,
    registryNo: account.registryNo,
    username: account.username,
    roles: account.roles.map((role) => t(`${text}.role.${role}`)).join(', '),
    opened: instant(account.openedAt, t(`${text}.unknown`)),
    lastSignedIn: instant(account.lastSignedInAt, t(`${text}.never`)),
    expires:
      account.expiresOn === undefined ? t(`${text}.noEnd`) : longDate(account.expiresOn, language),
    confirmed: instant(account.confirmedAt, t(`${text}.notReviewed`)),
  }
  return Object.entries(facts).map(([key, value]) => ({
    key: t(`${text}.fact.${key}`),
    text: value,
  }))
}

/** What was done, for kit.timeline. */
export function accountTimeline(acts: readonly AccountAct[], t: Translate) {
  return acts.map(({ event, at, actorName }) => ({
    text: t(`${text}.event.${event}`),
    at,
    who: actorName ?? t(`${text}.operator`),
  }))
}
