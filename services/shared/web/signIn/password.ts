/** People change their own password (S5, S6); afterwards they are signed in here and nowhere else. */
import { z } from 'zod'
import {
  PASSWORD_MAX,
  PASSWORD_MIN,
  passwordFaultOf,
} from '../../../../workflows/domain/passwordRules'
import type { SignedInAccount } from '../../accounts/access'
import type { Accounts } from '../../accounts/accounts'
import { isCommonPassword } from '../../accounts/commonPasswords'
import { FormRefused } from '../routing/errors'
import type { FormFault } from '../routing/errors'
import { redirect, view } from '../routing/reply'
import { safeReturnPath } from '../routing/returnPath'
import { route } from '../routing/route'
import type { Route } from '../routing/route'
import { goneSignal } from './goneSignal'
import type { KnownDevices } from './knownDevices'
import type { LoginGuard } from './loginGuard'
import { PASSWORD } from './sendToPassword'
import { beginSession } from './session'

/** Longer texts are no passwords, and hashing them would cost time. */
const MOST_TYPED = 1_000

const typed = (missing: string) =>
  z.string().min(1, missing).max(MOST_TYPED, 'password.fault.tooLong')

const PasswordForm = z.object({
  password: typed('password.currentMissing'),
  newPassword: typed('password.newMissing'),
  newPasswordAgain: z.string().default(''),
  return: z.string().default('/'),
})
type PasswordForm = z.infer<typeof PasswordForm>

interface PasswordDeps {
  accounts: Accounts
  guard: LoginGuard
  devices: KnownDevices
}

export function passwordRoutes({ accounts, guard, devices }: PasswordDeps): Route[] {
  return [
    route({
      method: 'get',
      path: PASSWORD,
      access: 'signedIn',
      audit: 'none: a form that shows nothing',
      query: z.object({ return: z.string().default('/').catch('/') }),
      handle: ({ account, query }) =>
        view('password', {
          action: PASSWORD,
          back: safeReturnPath(query.return),
          isFirst: account.mustChangePassword,
          username: account.username,
          min: PASSWORD_MIN,
        }),
    }),

    route({
      method: 'post',
      path: PASSWORD,
      access: 'signedIn',
      audit: 'passwordChanged',
      body: PasswordForm,
      handle: async ({ req, res, account, body, about, flash }) => {
        about(account.id)
        refuseUnfit(account, body)
        const { username } = account
        const attempt = {
          username,
          address: req.ip ?? '',
          knownDevice: devices.idFor(req, username),
          gone: goneSignal(res),
        }
        const check = await guard.check(attempt, () => accounts.verify(username, body.password))
        if (check.account === null) throw refusal('password', 'password.currentWrong')
        const changed = await accounts.changePassword(check.account, body.newPassword)
        if (changed === null) throw refusal('password', 'password.currentWrong')
        const renewed = { ...changed, signedInWith: account.signedInWith }
        await beginSession(req, renewed)
        res.locals.account = renewed
        flash('success', 'password.changed', {}, { detailKey: 'password.changedDetail' })
        return redirect(safeReturnPath(body.return))
      },
    }),
  ]
}

/** @throws FormRefused with every fault of the new password */
function refuseUnfit(account: SignedInAccount, body: PasswordForm): void {
  const { password, newPassword, newPasswordAgain } = body
  const faults: FormFault[] = []
  const fault = passwordFaultOf(newPassword, account, isCommonPassword)
  if (fault !== null)
    faults.push({
      field: 'newPassword',
      key: `password.fault.${fault}`,
      values: { min: PASSWORD_MIN, max: PASSWORD_MAX },
    })
  else if (newPassword === password) faults.push({ field: 'newPassword', key: 'password.same' })
  if (newPasswordAgain !== newPassword)
    faults.push({ field: 'newPasswordAgain', key: 'password.againDiffers' })
  if (faults.length > 0) throw new FormRefused(faults)
}

function refusal(field: string, key: string): FormRefused {
  return new FormRefused([{ field, key }])
}
