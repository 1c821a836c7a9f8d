/**
 * The signed-in account, read again for each page, so that a removed role takes effect at once, and
 * so does a changed password.
 */
import type { Express, Request } from 'express'
import type { SignInWay } from '../../../../workflows/domain/accountState'
import type { SignedInAccount } from '../../accounts/access'
import type { Accounts } from '../../accounts/accounts'
import { latestEnd } from './sessionLength'
import type { SessionLength } from './sessionLength'

/** @param ways sessions that began in another way count as none */
export function setUpAccount(
  app: Express,
  accounts: Accounts,
  { ways, length }: { ways: readonly SignInWay[]; length: SessionLength },
): void {
  app.use(async (req, res, next) => {
    const account = await accountOf(req, accounts, length)
    const isAdmitted = account !== null && ways.includes(account.signedInWith)
    res.locals.account = isAdmitted ? account : null
    next()
  })
}

async function accountOf(
  { session }: Request,
  accounts: Accounts,
  length: SessionLength,
): Promise<SignedInAccount | null> {
  const { accountId, signedInAt, signedInWith, passwordVersion } = session
  if (accountId === undefined || signedInAt === undefined) return null
  if (Date.now() >= latestEnd(signedInAt, length)) return null
  const account = await accounts.find(accountId, signedInWith, new Date(signedInAt))
  return account?.passwordVersion === passwordVersion ? account : null
}
