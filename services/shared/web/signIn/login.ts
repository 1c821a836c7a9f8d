/** "Sertifikasız Giriş" (S5): signing in with user name and password, and signing out. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Role } from '../../../../workflows/domain/roles'
import type { Accounts } from '../../accounts/accounts'
import { FormRefused } from '../routing/errors'
import type { RateLimit } from './rateLimits'
import { redirect, view } from '../routing/reply'
import { beginSession, endSession } from './session'
import { safeReturnPath } from '../routing/returnPath'
import { route } from '../routing/route'
import type { Route } from '../routing/route'

const LoginQuery = z.object({ return: z.string().default('/').catch('/') })

const LoginForm = z.object({
  username: z.string().trim().min(1, 'login.usernameMissing').max(100, 'login.wrong'),
  password: z.string().min(1, 'login.passwordMissing').max(200, 'login.wrong'),
  return: z.string().default('/'),
})

/** @param admits roles of whom this app is for; anybody else's password may be right and opens nothing */
export function loginRoutes({
  accounts,
  admits,
  perNameAndAddress,
  perAddress,
}: {
  accounts: Accounts
  admits: readonly Role[]
  perNameAndAddress: RateLimit
  perAddress: RateLimit
}): Route[] {
  return [
    route({
      method: 'get',
      path: '/login',
      access: 'public',
      audit: 'none: a form that shows nothing',
      query: LoginQuery,
      handle: ({ account, query }) => {
        const back = safeReturnPath(query.return)
        return account === null ? view('login', { back }) : redirect(back)
      },
    }),

    route({
      method: 'post',
      path: '/login',
      access: 'public',
      audit: 'signedIn',
      body: LoginForm,
      handle: async ({ req, res, body, about }) => {
        const address = req.ip ?? ''
        await perAddress.count(address)
        await perNameAndAddress.count(body.username, address)
        const account = await accounts.verify(body.username, body.password)
        if (account === null) throw new FormRefused([{ field: 'username', key: 'login.wrong' }])
        about(account.id)
        if (!admits.some((role) => account.roles.includes(role))) {
          throw new FormRefused([{ field: 'username', key: 'login.notForYou' }])
        }
        // A whole office may be behind one address: only what was wrong counts.
        await Promise.all([
          perAddress.takeBack(address),
          perNameAndAddress.forget(body.username, address),
        ])
        await signIn(req, res, account.id)
        res.locals.account = account
        return redirect(safeReturnPath(body.return))
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

/** Begins a session and hands it the form that the same person sent after the last one ended. */
async function signIn(req: Request, { locals }: Response, accountId: string): Promise<void> {
  const before = locals.browserKey()
  await beginSession(req, accountId)
  await locals.pageNotes.handOver(before, locals.browserKey(), accountId)
}
