/** The clerks of the bureau: how much each has done, and their accounts (S74). */
import { z } from 'zod'
import { accountStatusOf } from '../../../workflows/domain/accountActions'
import { clerkActions } from '../../../workflows/domain/clerkActions'
import type { ClerkAction } from '../../../workflows/domain/clerkActions'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { HEAD } from '../../shared/accounts/roles'
import { BusinessRefusal, FormRefused, NotFound, redirect, route, view } from '../../shared/web'
import type { AuditEvent, Route, SignedInAccount } from '../../shared/web'
import type { Deps } from '../deps'
import { clerkActPath, ClerkParams, CLERKS, reassignPath } from '../headPaths'
import {
  clerkAccount,
  clerksOf,
  disableClerk,
  enableClerk,
  giveClerkRole,
  heldNow,
  takeClerkRole,
} from '../operations/clerks'
import type { ClerkAccount, OfBureau } from '../operations/clerks'
import { requestPath } from '../paths'
import { clerkRow } from '../viewModels/clerks'

const text = 'bureau.clerks'

const NewClerkForm = z.object({
  registryNo: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => /^\d{1,10}$/.test(typed), `${text}.registryNoMissing`),
})

export function clerkRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  /**
   * The account, if the head may do this with it now.
   * @throws NotFound for an account of another unit, as if it did not exist
   * @throws BusinessRefusal if it is not allowed
   */
  async function accountFor(
    action: ClerkAction,
    accountId: string,
    { id, unitCode }: SignedInAccount,
  ): Promise<ClerkAccount> {
    const account = await clerkAccount(store, { accountId, unitCode })
    if (account === null) throw new NotFound()
    const { roles } = account
    const status = accountStatusOf(account, new Date())
    if (!clerkActions(status, { isOwn: accountId === id, roles }).includes(action))
      throw new BusinessRefusal(
        `${text}.notAllowed`,
        {},
        { next: { href: CLERKS, key: `${text}.title` } },
      )
    return account
  }

  const act = (
    action: ClerkAction,
    audit: AuditEvent,
    carryOut: (of: OfBureau) => Promise<void>,
  ): Route =>
    route({
      method: 'post',
      path: clerkActPath(':accountId', action),
      access: HEAD,
      audit,
      params: ClerkParams,
      handle: async ({ params: { accountId }, account: head, flash }) => {
        const { name } = await accountFor(action, accountId, head)
        await carryOut({ accountId, unitCode: head.unitCode })
        flash('success', `${text}.done.${action}`, { name })
        return redirect(CLERKS)
      },
    })

  /** A page that asks before an act. */
  const question = (action: Exclude<ClerkAction, 'enable'>): Route =>
    route({
      method: 'get',
      path: clerkActPath(':accountId', action),
      access: HEAD,
      audit: 'none: asks before the act',
      params: ClerkParams,
      handle: async ({ params: { accountId }, account: head, t }) => {
        const { name, registryNo } = await accountFor(action, accountId, head)
        return view('confirm', {
          confirm: {
            heading: t(`${text}.question.${action}`, { name }),
            text: t(`${text}.questionText.${action}`),
            rows: [{ key: t(`${text}.column.registryNo`), text: registryNo }],
            action: clerkActPath(accountId, action),
            button: t(`${text}.act.${action}`),
            cancelHref: CLERKS,
          },
        })
      },
    })

  return [
    route({
      method: 'get',
      path: CLERKS,
      access: HEAD,
      audit: 'accountListOpened',
      handle: async ({ account: head, t, language, about }) => {
        about(head.unitCode)
        const now = new Date()
        const [clerks, leases] = await Promise.all([
          clerksOf(store, head.unitCode, istanbulDayOf(now.toISOString())),
          heldNow(store, now),
        ])
        return view('clerks/page', {
          action: CLERKS,
          leases: leases.map((one) => ({
            ...one,
            href: requestPath(one.requestId),
            reassignHref: reassignPath(one.requestId),
          })),
          rows: clerks.map((clerk) => {
            const held = leases.filter(({ holder }) => holder === clerk.account._id).length
            return clerkRow(clerk, { held, head, now, t, language })
          }),
        })
      },
    }),

    route({
      method: 'post',
      path: CLERKS,
      access: HEAD,
      audit: 'roleGiven',
      body: NewClerkForm,
      handle: async ({ body: { registryNo }, account: head, flash, about }) => {
        const given = await giveClerkRole(store, { registryNo, unitCode: head.unitCode })
        if (typeof given === 'string') {
          const key =
            given === 'unknown' ? `${text}.registryNoUnknown` : `${text}.registryNoAtBureau`
          throw new FormRefused([{ field: 'registryNo', key, values: {} }])
        }
        about(given._id)
        flash('success', `${text}.done.giveRole`, { name: given.name })
        return redirect(CLERKS)
      },
    }),

    question('disable'),
    question('takeRole'),
    act('disable', 'accountDisabled', (of) => disableClerk(store, of, new Date())),
    act('enable', 'accountEnabled', (of) => enableClerk(store, of, new Date())),
    act('takeRole', 'roleTaken', (of) => takeClerkRole(store, of)),
  ]
}
