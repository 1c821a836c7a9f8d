/** "Sertifikasız Giriş" (S5): signing in with user name and password, and signing out. */
import { z } from 'zod'
import type { Closure } from '../../../../workflows/domain/accountState'
import { PASSWORD_MAX } from '../../../../workflows/domain/passwordRules'
import type { Role } from '../../../../workflows/domain/roles'
import type { Accounts } from '../../accounts/accounts'
import { BusinessRefusal, FormRefused } from '../routing/errors'
import type { OpeningPages } from '../openingPages/openingPages'
import { redirect, view } from '../routing/reply'
import { safeReturnPath } from '../routing/returnPath'
import { route } from '../routing/route'
import type { Route } from '../routing/route'
import type { Signer } from '../signature'
import { shortenedAddress } from './addresses'
import { enter } from './enter'
import { goneSignal } from './goneSignal'
import type { KnownDevices } from './knownDevices'
import type { LoginGuard } from './loginGuard'
import { endSession } from './session'

const LOGIN = { href: '/login', key: 'login.toLogin' }

/** Empty: the person asked for no page in particular. */
const LoginQuery = z.object({ return: z.string().default('').catch('') })

const LoginForm = z.object({
  username: z.string().trim().min(1, 'login.usernameMissing').max(100, 'login.wrong'),
  password: z.string().min(1, 'login.passwordMissing').max(PASSWORD_MAX, 'login.wrong'),
  return: z.string().default(''),
})

export interface LoginDeps {
  accounts: Accounts
  /** Roles that this app is for; people with others are refused even if the password is right. */
  admits: readonly Role[]
  guard: LoginGuard
  devices: KnownDevices
  openingPages: OpeningPages
  /** Names that were tried are audited under their signature. */
  names: Signer
  /** Whether people sign in with a password here; if not, only with a certificate. */
  byPassword: boolean
  /** Address at which people sign in with a certificate; null if they do not. */
  certificateAt: string | null
}

export function loginRoutes({
  accounts,
  admits,
  guard,
  devices,
  openingPages,
  names,
  byPassword,
  certificateAt,
}: LoginDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/login',
      access: 'public',
      audit: 'none: a form that shows nothing',
      query: LoginQuery,
      handle: ({ account, query }) => {
        if (account !== null) return redirect(openingPages.afterLogin(account, query.return))
        const back = safeReturnPath(query.return, '')
        return view('login', { back, byPassword, certificateAt })
      },
    }),

    route({
      method: 'post',
      path: '/login',
      access: 'public',
      audit: 'signedIn',
      body: LoginForm,
      handle: async ({ req, res, body, about, ifRefused, log }) => {
        if (!byPassword) throw certificateOnly()
        const { username, password } = body
        const address = req.ip ?? ''
        ifRefused({ triedName: names.sign(username), address: shortenedAddress(address) })
        const attempt = {
          username,
          address,
          knownDevice: devices.idFor(req, username),
          gone: goneSignal(res),
        }
        const check = await guard.check(attempt, () => accounts.verify(username, password))
        if (check.namedAccountId !== null) about(check.namedAccountId)
        if (check.isHashUnreadable)
          log.error({ account: check.namedAccountId }, 'the stored password hash is unreadable')
        if (check.closed !== null) throw refusal(`login.closed.${check.closed}`)
        if (check.account === null) throw refusal('login.wrong')
        if (!admits.some((role) => check.account!.roles.includes(role)))
          throw refusal('login.notForYou')
        devices.remember(req, res, username)
        await enter(req, res, accounts, check.account)
        return redirect(openingPages.afterLogin(check.account, body.return))
      },
    }),

    route({
      method: 'post',
      path: '/logout',
      access: 'public',
      audit: 'signedOut',
      handle: async ({ req, flash }) => {
        await endSession(req)
        flash('success', 'login.signedOut')
        return redirect('/login')
      },
    }),
  ]
}

function refusal(key: 'login.wrong' | 'login.notForYou' | `login.closed.${Closure}`): FormRefused {
  return new FormRefused([{ field: 'username', key }])
}

function certificateOnly(): BusinessRefusal {
  return new BusinessRefusal('login.certificateOnly', {}, { next: LOGIN })
}
