/** Pages are read with GET and HEAD, and forms are sent with POST; there is no other method. */
import express from 'express'
import type { Express, RequestHandler } from 'express'
import { MethodNotAllowed } from '../routing/errors'
import type { Route } from '../routing/route'

const IN_USE = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])

/** Refuses every other method and names those that the address is declared with. */
export function setUpMethods(app: Express, routes: readonly Route[]): void {
  const refusal = express.Router()
  for (const [path, methods] of methodsByPath(routes)) refusal.all(path, refuse(methods))
  refusal.use(refuse(['GET', 'HEAD']))
  app.use((req, res, next) => {
    if (IN_USE.has(req.method)) next()
    else refusal(req, res, next)
  })
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const byPath = new Map<string, string[]>()
  for (const { path, method } of routes) {
    const own = method === 'get' ? ['GET', 'HEAD'] : ['POST']
    byPath.set(path, [...(byPath.get(path) ?? []), ...own])
  }
  return byPath
}

function refuse(allowed: readonly string[]): RequestHandler {
  return () => {
    throw new MethodNotAllowed(allowed)
  }
}
