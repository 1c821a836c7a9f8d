/** Adds the owner to the forms of a page; see forms/formOwners.ts. */
import type { Express } from 'express'
import { createFormOwners } from '../forms/formOwners'

export function setUpFormOwners(app: Express, secret: string): void {
  const owners = createFormOwners(secret)
  app.use((_req, res, next) => {
    res.locals.formOwners = owners
    next()
  })
}
