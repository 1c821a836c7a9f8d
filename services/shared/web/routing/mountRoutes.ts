/**
 * Mounts declared routes: checks access, parses the request, calls the handler, writes the audit
 * line, replies.
 */
import type { Express, Request, Response } from 'express'
import type { AuditEntry } from '../../store/auditEntry'
import { judgeAccess } from '../../accounts/access'
import { auditedEvent } from '../audit/auditEvents'
import type { RefusalDetails } from '../audit/auditEvents'
import { FormRefused, Forbidden, isRefusal, NotFound, StaleForm } from './errors'
import { flashOf } from '../forms/flash'
import { keepForm, parseForm, returnForm } from '../forms/forms'
import type { Reply } from './reply'
import type { Route } from './route'
import { sendToLogin } from '../signIn/sendToLogin'
import { needsNewPassword, sendToPassword } from '../signIn/sendToPassword'
import { readUpload } from '../forms/upload'
import { removeUpload } from '../forms/uploadFolder'
import type { UploadFolder } from '../forms/uploadFolder'
import type { UploadedFile } from '../forms/upload'
import type { AnyVisit } from './visit'

export type RecordAudit = (entry: AuditEntry) => Promise<void>

/** What all routes share. */
interface Mounting {
  /** Writes an audit entry; if that fails, the answer is a fault. */
  recordAudit: RecordAudit
  /** Where uploads wait until they are handled. */
  uploads: UploadFolder
}

export function mountRoutes(app: Express, routes: readonly Route[], mounting: Mounting): void {
  for (const route of routes) {
    app[route.method](route.path, (req, res) => serve(route, mounting, req, res))
  }
}

/** What an audit line says besides route and actor. */
interface Act {
  subject: string | null
  request: string | null
  ground: string | null
  done: boolean
  refusalDetails: RefusalDetails
  /** Writes the line of what was done, once. */
  recordDone(): Promise<void>
}

async function serve(
  route: Route,
  { recordAudit, uploads }: Mounting,
  req: Request,
  res: Response,
): Promise<void> {
  const event = auditedEvent(route.audit)
  const firstParam = Object.values(req.params)[0]
  const act: Act = {
    subject: typeof firstParam === 'string' ? firstParam : null,
    request: null,
    ground: null,
    done: true,
    refusalDetails: {},
    recordDone: () => (doneLine ??= record('done')),
  }
  let doneLine: Promise<void> | undefined
  const record = async (outcome: AuditEntry['outcome']) => {
    if (event === null) return
    await recordAudit({
      event,
      actor: res.locals.account?.id ?? null,
      ...(res.locals.account?.signedInWith === 'certificate' ? { byCertificate: true } : {}),
      subject: act.subject,
      ...(act.request === null ? {} : { request: act.request }),
      ...(act.ground === null ? {} : { ground: act.ground }),
      at: new Date(),
      outcome,
      ...(outcome === 'refused' ? act.refusalDetails : {}),
    })
  }

  const verdict = judgeAccess(route.access, res.locals.account)
  if (verdict === 'signInFirst') return sendToLogin(req, res)
  if (needsNewPassword(route, res.locals.account)) return sendToPassword(req, res)
  try {
    if (verdict === 'forbidden') throw new Forbidden(route.path)
    if (route.upload === undefined && res.locals.tokenFollows) throw new StaleForm()
    const reply = await handle(route, act, uploads, req, res)
    if (reply.isPage) res.locals.loadSurroundings()
    if (act.done) await act.recordDone()
    await reply(req, res)
  } catch (error) {
    const formPath = formPathOf(route, req)
    // Keep the form so that the user need not type it again after an outage.
    if (route.body !== undefined && !isRefusal(error)) await keepIfPossible(req, res, formPath)
    await record(isRefusal(error) ? 'refused' : 'failed')
    if (!(error instanceof FormRefused)) throw error
    await returnForm(req, res, formPath, error)
  }
}

/** Parses what the route declares and calls its handler. */
async function handle(
  route: Route,
  act: Act,
  uploads: UploadFolder,
  req: Request,
  res: Response,
): Promise<Reply> {
  const params = parsedOrNotFound(route.params, req.params)
  const query = parsedOrNotFound(route.query, req.query)
  const file = route.upload === undefined ? null : await readUpload(route.upload, uploads, req, res)
  try {
    return await answer(route, act, { params, query, file }, req, res)
  } finally {
    if (file !== null) await removeUpload(file)
  }
}

async function answer(
  route: Route,
  act: Act,
  { params, query, file }: { params: unknown; query: unknown; file: UploadedFile | null },
  req: Request,
  res: Response,
): Promise<Reply> {
  const visit = {
    req,
    res,
    params,
    query,
    body: route.body === undefined ? undefined : parseForm(route.body, req.body),
    file,
    account: res.locals.account,
    language: res.locals.language,
    t: res.locals.t,
    flash: flashOf(res),
    about: (subjectId: string, requestId: string | null = null) => {
      act.subject = subjectId
      act.request = requestId
    },
    because: (ground: string) => {
      act.ground = ground
    },
    ifRefused: (details: RefusalDetails) => {
      act.refusalDetails = details
    },
    nothingDone: () => {
      act.done = false
    },
    alreadyDone: () => {
      // Awaited before the answer is sent.
      act.recordDone().catch(() => undefined)
    },
    log: req.log,
  }
  // A Route has no types for its parts; route() has checked the declaration.
  return route.handle(visit as unknown as AnyVisit)
}

/** The original fault must be reported even if the form cannot be kept. */
async function keepIfPossible(req: Request, res: Response, formPath: string): Promise<void> {
  await keepForm(req, res, formPath, []).catch((error: unknown) =>
    req.log.warn({ err: error }, 'form not kept'),
  )
}

function parsedOrNotFound(schema: Route['params'], raw: unknown): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw new NotFound()
  return parsed.data
}

function formPathOf(route: Route, req: Request): string {
  return route.formAt === undefined
    ? req.path
    : route.formAt({ params: req.params as never, query: req.query })
}
