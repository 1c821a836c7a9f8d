/** The signed-in account, read again for each page, so that a removed role takes effect at once. */
import type { Express } from 'express'
import type { Accounts } from '../../accounts/accounts'

/** Maximum length of a session, even if it is used all the time. */
const LONGEST_SESSION_MS = 12 * 60 * 60 * 1000

export function setUpAccount(app: Express, accounts: Accounts): void {
  app.use(async (req, res, next) => {
    const { accountId, signedInAt } = req.session
    const fresh = signedInAt !== undefined && Date.now() - signedInAt < LONGEST_SESSION_MS
    res.locals.account = accountId !== undefined && fresh ? await accounts.find(accountId) : null
    next()
  })
}
