/** What both ways of signing in do once it is clear who somebody is. */
import type { Request, Response } from 'express'
import type { SignedInAccount } from '../../accounts/access'
import type { Accounts } from '../../accounts/accounts'
import { beginSession } from './session'

/** Begins a session and hands it the form that the same person sent after the last one ended. */
export async function enter(
  req: Request,
  { locals }: Response,
  accounts: Accounts,
  account: SignedInAccount,
): Promise<void> {
  const before = locals.browserKey()
  await beginSession(req, account)
  await locals.pageNotes.handOver(before, locals.browserKey(), account.id)
  await accounts.recordSignIn(account.id, new Date())
  locals.account = account
}
