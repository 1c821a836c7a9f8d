/** Posted forms. Multipart bodies are left alone here: a route that declares `upload` reads its own, after all checks. */
import type { ErrorRequestHandler, Express } from 'express'
import express from 'express'
import { BodyTooLarge, NotFound } from '../routing/errors'

/** Far more than any form with its explanation takes. */
const LIMIT = '100kb'

export function setUpBodies(app: Express): void {
  app.use(express.urlencoded({ extended: false, limit: LIMIT, parameterLimit: 200 }))
  const asOwnError: ErrorRequestHandler = (error: { type?: string }, _req, _res, next) => {
    if (error.type === 'entity.too.large' || error.type === 'parameters.too.many')
      return next(new BodyTooLarge())
    next(error.type === undefined ? error : new NotFound())
  }
  app.use(asOwnError)
}
