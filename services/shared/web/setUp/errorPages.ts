/** Error pages: what happened, in plain words, and the next step (D9). */
import type { ErrorRequestHandler, Express, Request, Response } from 'express'
import { OPERATOR_FAULTS } from '../../certificates/faults'
import { logUnreadable, RequestUnreadable } from '../../store/unreadable'
import { logRunLost, RunLost } from '../../temporal/runLost'
import {
  BodyTooLarge,
  BusinessRefusal,
  CertificateRefused,
  Forbidden,
  MalformedRequest,
  MethodNotAllowed,
  NotFound,
  StaleForm,
  TooManyAttempts,
} from '../routing/errors'
import type { TextValues } from '../routing/errors'
import { wantsJson } from '../routing/reply'
import { pathOfReferer } from '../routing/returnPath'
import { isUnavailable } from '../routing/unavailable'
import type { UnavailableErrors } from '../routing/unavailable'

interface ErrorPage {
  status: number
  /** Key below `errorPage`, with its title, text and next step. */
  code:
    | 'notFound'
    | 'forbidden'
    | 'staleForm'
    | 'tooMany'
    | 'tooLarge'
    | 'malformed'
    | 'wrongMethod'
    | 'refused'
    | 'notNow'
    | 'unavailable'
    | 'unconfirmed'
    | 'runLost'
    | 'unreadable'
    | 'fault'
  values: TextValues
  /** Text of a business refusal. */
  key: string | null
  next: { href: string; key: string }
  further: readonly { href: string; key: string }[]
  kept: { key: string; text: string } | null
}

/** How else people can sign in whose certificate was refused. */
export interface OtherWay {
  byPassword: boolean
  /** Address of the login page. */
  loginAt: string
}

export function setUpErrorPages(
  app: Express,
  unavailable: UnavailableErrors,
  otherWay: OtherWay,
): void {
  app.use(() => {
    throw new NotFound()
  })

  // Express recognises error handlers by their four parameters.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  const showErrorPage: ErrorRequestHandler = (error: unknown, req, res, _next) => {
    if (res.headersSent) return breakOff(error, req, res)
    if (error instanceof CertificateRefused) return showRefusal(error, otherWay, req, res)
    const page = pageOf(error, unavailable, req)
    const { t } = res.locals
    if (error instanceof RunLost) logRunLost(req.log, error)
    else if (error instanceof RequestUnreadable) logUnreadable(req.log, [error.request])
    else if (page.status >= 500) req.log.error({ err: error }, 'fault')
    if (error instanceof MethodNotAllowed) res.set('Allow', error.allowed.join(', '))
    if (error instanceof TooManyAttempts) res.set('Retry-After', String(error.retryAfterSeconds))
    const shown = {
      title: t(`errorPage.${page.code}.title`),
      text:
        page.key === null
          ? t(`errorPage.${page.code}.text`, page.values)
          : t(page.key, page.values),
      next: { href: page.next.href, text: t(page.next.key) },
      further: page.further.map(({ href, key }) => ({ href, text: t(key) })),
      kept: page.kept === null ? null : { label: t(page.kept.key), text: page.kept.text },
      isFault: page.status >= 500,
    }
    res.status(page.status)
    if (wantsJson(req))
      res.json({ title: shown.title, text: shown.text, requestId: res.locals.requestId })
    else renderPlainly(res, shown)
  }
  app.use(showErrorPage)
}

/** What is wrong with a certificate, and what to do (S4). */
function showRefusal(
  { reason, validity }: CertificateRefused,
  otherWay: OtherWay,
  req: Request,
  res: Response,
): void {
  const isOurFault = OPERATOR_FAULTS.some((fault) => fault === reason)
  res.status(isOurFault ? 503 : 403)
  res.render('certificate', { reason, validity, isOurFault, again: req.originalUrl, ...otherWay })
}

/** Half an answer is out: the browser must see that the rest is missing. */
function breakOff(error: unknown, req: Request, res: Response): void {
  req.log.error({ err: error }, 'answer broken off')
  res.destroy()
}

/** If rendering the error page fails, plain text is sent. */
function renderPlainly(res: Response, shown: { title: string; text: string }): void {
  res.render('error', shown, (failed: Error | null, html: string) => {
    if (failed === null) res.send(html)
    else res.type('text').send(`${shown.title}\n\n${shown.text}\n\n${res.locals.requestId}`)
  })
}

function pageOf(error: unknown, unavailable: UnavailableErrors, req: Request): ErrorPage {
  const page = (
    status: number,
    code: ErrorPage['code'],
    rest: Partial<ErrorPage> = {},
  ): ErrorPage => ({
    status,
    code,
    values: {},
    key: null,
    next: { href: '/', key: 'errorPage.home' },
    further: [],
    kept: null,
    ...rest,
  })
  const back = { href: pathOfReferer(req.get('referer'), req.get('host')), key: 'errorPage.back' }
  if (error instanceof BusinessRefusal) {
    const { key, values, next, further, kept } = error
    // Opening a page is no attempt to do something.
    const code = req.method === 'GET' ? 'notNow' : 'refused'
    return page(error.status, code, { key, values, next: next ?? back, further, kept })
  }
  if (error instanceof NotFound || error instanceof URIError) return page(404, 'notFound')
  if (error instanceof Forbidden) return page(403, 'forbidden')
  if (error instanceof StaleForm)
    return page(403, 'staleForm', { next: { ...back, key: 'errorPage.reopen' } })
  if (error instanceof MalformedRequest) return page(400, 'malformed', { next: back })
  if (error instanceof MethodNotAllowed) return page(405, 'wrongMethod')
  if (error instanceof BodyTooLarge) return page(413, 'tooLarge', { next: back })
  if (error instanceof TooManyAttempts) {
    return page(429, 'tooMany', {
      values: { minutes: Math.ceil(error.retryAfterSeconds / 60) },
      next: back,
    })
  }
  if (error instanceof RunLost)
    return page(500, 'runLost', { values: { number: error.requestNumber }, next: back })
  if (error instanceof RequestUnreadable)
    return page(409, 'unreadable', { values: { number: error.request.number }, next: back })
  const again = { href: req.method === 'GET' ? req.originalUrl : back.href, key: 'errorPage.again' }
  // After a POST it is unknown whether it was carried out; forms may be sent twice.
  if (isUnavailable(error, unavailable))
    return page(503, req.method === 'GET' ? 'unavailable' : 'unconfirmed', { next: again })
  return page(500, 'fault', { next: again })
}
