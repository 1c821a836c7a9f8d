/** The gateway as an HTTPS request listener: the token issuer and the router. */
import { setTimeout as pause } from 'node:timers/promises'
import express from 'express'
import type { Express } from 'express'
import {
  NAMESPACES,
  serviceAction,
  serviceNamespace,
  SOAP_CONTENT_TYPE,
} from '../../shared/registry/kps/names'
import { ISSUER_PATH, ROUTER_PATH } from '../paths'
import type { Register } from '../register'
import { checkEndorsement } from './endorsement'
import { childOf, readEnvelope, textOf } from './envelope'
import { familyAnswer } from './familyAnswer'
import { FAULTS, SoapFault } from './faults'
import { answerTokenRequest } from './issuer'
import type { Credentials } from './issuer'
import { createIssuedTokens } from './tokens'

/** How the gateway behaves. */
export const MODES = ['normal', 'slow', 'fault', 'notAuthorised', 'empty'] as const
export type Mode = (typeof MODES)[number]

export interface GatewaySettings {
  register: Pick<Register, 'familyOf'>
  credentials: Credentials
  /** Name and date of the family service. */
  service: string
  date: string
  /** What a slow answer waits for; 20 seconds by default. */
  slowness?: () => Promise<unknown>
  /** How long a token is valid, in milliseconds. */
  tokenValidMs?: number
  /** The clock, in milliseconds since 1970. */
  now?: () => number
}

/** A query that was answered; the register keeps a log of them. */
export interface LoggedQuery {
  askedBy: string
  action: string
}

export interface Gateway {
  app: Express
  mode: Mode
  /** The queries that passed all checks, oldest first. */
  queries: LoggedQuery[]
  /** How many tokens were issued. */
  issued: number
  /** Forgets the tokens, as a restart does. */
  forgetTokens(): void
}

const SLOW_MS = 20_000
const TOKEN_VALID_MS = 60 * 60_000
/** A log of a running stand-in must not grow without limit. */
const MOST_QUERIES = 1_000

export function createGateway({
  register,
  credentials,
  service,
  date,
  slowness = () => pause(SLOW_MS),
  tokenValidMs = TOKEN_VALID_MS,
  now = Date.now,
}: GatewaySettings): Gateway {
  const tokens = createIssuedTokens(tokenValidMs, now)
  const app = express().disable('x-powered-by')
  const gateway: Gateway = {
    app,
    mode: 'normal',
    queries: [],
    issued: 0,
    forgetTokens: tokens.clear,
  }
  app.use(express.text({ type: 'application/soap+xml', limit: '256kb' }))

  const soap = (path: string, answer: (text: string) => string | Promise<string>) =>
    app.post(path, async (req, res) => {
      const send = (status: number, xml: string) =>
        res.status(status).set('Content-Type', SOAP_CONTENT_TYPE).send(xml)
      try {
        if (typeof req.body !== 'string') throw FAULTS.malformed()
        send(200, await answer(req.body))
      } catch (error) {
        if (!(error instanceof SoapFault)) throw error
        send(500, error.toXml())
      }
    })

  soap(ISSUER_PATH, (text) => {
    const answer = answerTokenRequest(text, { credentials, tokens, now })
    gateway.issued += 1
    return answer
  })

  soap(ROUTER_PATH, async (text) => {
    const envelope = readEnvelope(text)
    checkEndorsement(text, envelope, { tokens, now })
    const action = textOf(envelope.header, NAMESPACES.addressing, 'Action')
    if (action !== serviceAction({ service, date })) throw FAULTS.wrongAction()
    const askedBy = textOf(envelope.header, NAMESPACES.asker, 'Sorgulayan')
    if (askedBy === '') throw FAULTS.noAsker()
    if (gateway.mode === 'notAuthorised') throw FAULTS.accessDenied()
    if (gateway.mode === 'fault') throw FAULTS.internal()
    if (gateway.mode === 'slow') await slowness()

    const namespace = serviceNamespace(date)
    const query = childOf(envelope.body, namespace, 'Sorgula')
    const asked = textOf(
      query,
      namespace,
      'kriterListesi',
      'AileBireyleriSorgulaKriter',
      'TCKimlikNo',
    )
    gateway.queries = [...gateway.queries, { askedBy, action }].slice(-MOST_QUERIES)
    const withRelatives = gateway.mode !== 'empty'
    return familyAnswer(asked, register.familyOf(asked), { date, withRelatives })
  })
  return gateway
}
