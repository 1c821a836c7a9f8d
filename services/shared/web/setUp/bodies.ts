/**
 * Posted forms. Multipart bodies are not read here: a route that declares `upload` reads its own,
 * after all checks.
 */
import type { ErrorRequestHandler, Express } from 'express'
import express from 'express'
import { BodyTooLarge, MalformedRequest } from '../routing/errors'

/** Far more than any form needs. */
const LIMIT = '100kb'

export function setUpBodies(app: Express): void {
  app.use(express.urlencoded({ extended: false, limit: LIMIT, parameterLimit: 200 }))
  const asOwnError: ErrorRequestHandler = (error: HttpError, _req, _res, next) => {
    if (error.status === 413) return next(new BodyTooLarge())
    next(isClientsFault(error) ? new MalformedRequest() : error)
  }
  app.use(asOwnError)
}

/** What body-parser throws; errors of a decompressor have no `type`. */
interface HttpError extends Error {
  status?: number
}

function isClientsFault({ status }: HttpError): boolean {
  return status !== undefined && status >= 400 && status < 500
}
