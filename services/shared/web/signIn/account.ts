/**
 * The signed-in account, read again for each page, so that a removed role takes effect at once, and
 * so does a changed password.
 */
import type { Express, Request } from 'express'
import type { SignInWay } from '../../../../workflows/domain/accountState'
import type { SignedInAccount } from '../../accounts/access'
import type { Accounts } from '../../accounts/accounts'

/** Maximum length of a session, even if it is used all the time. */
const LONGEST_SESSION_MS = 12 * 60 * 60 * 1000

/** @param admittedWays sessions that began in another way count as none */
export function setUpAccount(
  app: Express,
  accounts: Accounts,
  admittedWays: readonly SignInWay[],
): void {
  app.use(async (req, res, next) => {
    const account = await accountOf(req, accounts)
    const isAdmitted = account !== null && admittedWays.includes(account.signedInWith)
    res.locals.account = isAdmitted ? account : null
    next()
  })
}

async function accountOf(
  { session }: Request,
  accounts: Accounts,
): Promise<SignedInAccount | null> {
  const { accountId, signedInAt, signedInWith, passwordVersion } = session
  if (accountId === undefined || signedInAt === undefined) return null
  if (Date.now() - signedInAt >= LONGEST_SESSION_MS) return null
  const account = await accounts.find(accountId, signedInWith)
  return account?.passwordVersion === passwordVersion ? account : null
}
