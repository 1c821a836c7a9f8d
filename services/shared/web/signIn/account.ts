/** Who is signed in, read anew for each page: a role that was taken away is gone at once. */
import type { Express } from 'express'
import type { Accounts } from '../../accounts/accounts'

/** However long the pages are used, after a working day one signs in again. */
const LONGEST_SESSION_MS = 12 * 60 * 60 * 1000

export function setUpAccount(app: Express, accounts: Accounts): void {
  app.use(async (req, res, next) => {
    const { accountId, signedInAt } = req.session
    const fresh = signedInAt !== undefined && Date.now() - signedInAt < LONGEST_SESSION_MS
    res.locals.account = accountId !== undefined && fresh ? await accounts.find(accountId) : null
    next()
  })
}
