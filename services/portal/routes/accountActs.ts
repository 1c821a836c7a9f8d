/** What a project manager does with an account of the own unit (S6, S74). */
import { z } from 'zod'
import { accountActions, accountStatusOf } from '../../../workflows/domain/accountActions'
import type { AccountAction } from '../../../workflows/domain/accountActions'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { MANAGERS } from '../../shared/accounts/roles'
import type { Account } from '../../shared/store/account'
import { BusinessRefusal, NotFound, privateDownload, redirect, route, view } from '../../shared/web'
import type { Reply, Route, SignedInAccount } from '../../shared/web'
import { withDay } from '../../shared/web/forms/dateFields'
import { catalogueFolders, loadCatalogue } from '../../shared/web/texts/catalogue'
import type { Translate } from '../../shared/web/texts/catalogue'
import { longDate } from '../../shared/web/texts/format/dates'
import type { Deps } from '../deps'
import {
  confirmAccount,
  disableAccount,
  enableAccount,
  handedOutPassword,
  resetPassword,
  setExpiry,
  unitAccount,
} from '../operations/unitAccounts'
import type { UnitAccount } from '../operations/unitAccounts'
import { ACCOUNT_ACT_PATHS, AccountParams, accountPath, ACCOUNTS, slipPath } from '../paths'
import { passwordSlip } from '../viewModels/passwordSlip'

const text = 'portal.accounts'

/** An empty day means no end. */
const ExpiryDay = z
  .string()
  .transform((day) => (day === '' ? null : day))
  .refine((day) => day === null || z.iso.date().safeParse(day).success, {
    error: `${text}.expiry.malformed`,
    abort: true,
  })
  .refine(
    (day) => day === null || day >= istanbulDayOf(new Date().toISOString()),
    `${text}.expiry.past`,
  )

/** The field `expiresOn`, in three parts. */
export const ExpiryForm = z.preprocess(withDay('expiresOn'), z.object({ expiresOn: ExpiryDay }))

const SLIP_NAME = 'parola-fisi.pdf'

export function accountActRoutes({
  store,
  publicAddress,
}: Pick<Deps, 'store' | 'publicAddress'>): Route[] {
  // The slip is for the member of staff, whatever language the manager reads.
  const inTurkish = loadCatalogue(catalogueFolders('portal')).inLanguage('tr')

  /**
   * The account, if this may be done with it now.
   * @throws NotFound for an account of another unit, as if it did not exist
   * @throws BusinessRefusal for the own account, and in another state
   */
  async function accountFor(
    action: AccountAction,
    accountId: string,
    { id, unitCode }: SignedInAccount,
  ): Promise<UnitAccount> {
    const account = await unitAccount(store, { accountId, unitCode })
    if (account === null) throw new NotFound()
    if (account._id === id) throw new BusinessRefusal(`${text}.refusal.own`, {}, toList)
    const status = accountStatusOf(account, new Date())
    if (!accountActions(status, false).includes(action)) throw changedMeanwhile(accountId)
    return account
  }

  /** A page that asks before an act. */
  const question = (action: 'resetPassword' | 'disable') =>
    route({
      method: 'get',
      path: ACCOUNT_ACT_PATHS[action](':accountId'),
      access: MANAGERS,
      audit: 'accountShown',
      params: AccountParams,
      handle: async ({ params: { accountId }, account: manager, t }) => {
        const account = await accountFor(action, accountId, manager)
        return view('confirm', { confirm: questionAbout(action, account, t) })
      },
    })

  /** An act that leads back to the page of the account. */
  const act = <Body = unknown>(
    action: Exclude<AccountAction, 'resetPassword'>,
    audit: Route['audit'],
    carryOut: (of: { accountId: string; unitCode: string }, body: Body) => Promise<boolean>,
    body?: z.ZodType<Body>,
  ) =>
    route({
      method: 'post',
      path: ACCOUNT_ACT_PATHS[action](':accountId'),
      access: MANAGERS,
      audit,
      params: AccountParams,
      ...(body === undefined ? {} : { body }),
      formAt: ({ params: { accountId } }) => accountPath(accountId),
      handle: async ({ params: { accountId }, body: entered, account: manager, flash }) => {
        const { name } = await accountFor(action, accountId, manager)
        const { unitCode } = manager
        if (!(await carryOut({ accountId, unitCode }, entered))) throw changedMeanwhile(accountId)
        flash('success', `${text}.done.${action}`, { name })
        return redirect(accountPath(accountId))
      },
    })

  return [
    question('resetPassword'),
    question('disable'),
    act('disable', 'accountDisabled', (of) => disableAccount(store, of, new Date())),
    act('enable', 'accountEnabled', (of) => enableAccount(store, of, new Date())),
    act('confirm', 'accountConfirmed', (of) => confirmAccount(store, of, new Date())),
    act(
      'setExpiry',
      'accountExpirySet',
      (of, { expiresOn }) => setExpiry(store, of, expiresOn),
      ExpiryForm,
    ),

    route({
      method: 'post',
      path: ACCOUNT_ACT_PATHS.resetPassword(':accountId'),
      access: MANAGERS,
      audit: 'passwordReset',
      params: AccountParams,
      handle: async ({ params: { accountId }, account: manager }) => {
        const account = await accountFor('resetPassword', accountId, manager)
        const { unitCode } = manager
        const password = await resetPassword(store, { accountId, unitCode }, new Date())
        if (password === null) throw changedMeanwhile(accountId)
        return handOutPage(account, password)
      },
    }),

    // The password comes back from the page that showed it, since nothing keeps it.
    route({
      method: 'post',
      path: slipPath(':accountId'),
      access: MANAGERS,
      audit: 'passwordSlipMade',
      params: AccountParams,
      body: z.object({ password: z.string().max(100).default('') }),
      formAt: ({ params: { accountId } }) => accountPath(accountId),
      handle: async ({ params: { accountId }, body: { password }, account: manager }) => {
        const { unitCode } = manager
        if ((await unitAccount(store, { accountId, unitCode })) === null) throw new NotFound()
        const account = await handedOutPassword(store, { accountId, unitCode }, password)
        if (account === null)
          throw new BusinessRefusal(`${text}.refusal.slip`, {}, toAccount(accountId))
        const { oneTimePasswordUntil } = account
        const until = { oneTimePasswordUntil: oneTimePasswordUntil! }
        const slip = { ...account, ...until, password, address: publicAddress }
        return privateDownload(await passwordSlip(slip, inTurkish), 'application/pdf', SLIP_NAME)
      },
    }),
  ]
}

/** The page that shows a one-time password, once. */
export function handOutPage(
  { _id, name, registryNo, username }: Pick<Account, '_id' | 'name' | 'registryNo' | 'username'>,
  password: string,
): Reply {
  return view('accounts/handOut', {
    name,
    registryNo,
    username,
    password,
    slipAction: slipPath(_id),
    accountHref: accountPath(_id),
    listHref: ACCOUNTS,
  })
}

function questionAbout(
  action: 'resetPassword' | 'disable',
  { _id, name, registryNo, username, lastSignedInAt }: UnitAccount,
  t: Translate,
) {
  const fact = (key: string, value: string) => ({ key: t(`${text}.fact.${key}`), text: value })
  return {
    heading: t(`${text}.confirm.${action}.heading`, { name }),
    text: t(`${text}.confirm.${action}.text`),
    rows: [
      fact('name', name),
      fact('registryNo', registryNo),
      fact('username', username),
      fact(
        'lastSignedIn',
        lastSignedInAt === undefined ? t(`${text}.never`) : longDate(lastSignedInAt, 'tr'),
      ),
    ],
    action: ACCOUNT_ACT_PATHS[action](_id),
    button: t(`${text}.confirm.${action}.button`),
    cancelHref: accountPath(_id),
  }
}

const toList = { next: { href: ACCOUNTS, key: `${text}.toList` } }
const toAccount = (accountId: string) => ({
  next: { href: accountPath(accountId), key: `${text}.toAccount` },
})

/** Another manager was faster, or the page is old. */
function changedMeanwhile(accountId: string): BusinessRefusal {
  return new BusinessRefusal(`${text}.refusal.changed`, {}, toAccount(accountId))
}
