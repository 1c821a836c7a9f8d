/**
 * The web kit: what a page of the portal or the bureau is made of.
 *
 * A route says who may use it and what it leaves in the audit trail, then what it reads, then what it does:
 *
 *   export const decisionRoutes = (deps: Deps) => [
 *     route({
 *       method: 'post', path: '/requests/:requestId/decision',
 *       access: ['clerk', 'head'],                 // or 'signedIn', 'public'
 *       audit: 'decisionGiven',                    // from auditEvents.ts, or 'none: why not'
 *       params: z.object({ requestId: Id }),       // does not parse: 404
 *       body: z.object({ outcome: z.enum([…], 'bureau.decision.outcomeMissing') }),   // messages are catalogue keys
 *       formAt: ({ params }) => `/requests/${params.requestId}`,   // the page with the form; its own path when left out
 *       handle: async ({ params, body, account, flash }) => {
 *         flash('success', 'bureau.decision.taken')
 *         return redirect('/queue')
 *       },
 *     }),
 *   ]
 *
 * A handler returns view(template, data), redirect(path), privateFile(bytes, type, name) or json(value). The audit line is
 * written before the answer is sent; its subject is the path's first parameter, or what about(id) names; nothingDone() says
 * that there is none. It throws NotFound, BusinessRefusal(key, values) for a rule's no, FormRefused([{ field, key, values }]) for a
 * form's faults; anything else is a fault (500), or a server that is away (503; name its error class in `unavailable`).
 * After a refused form the person is back on its page: `form.values`, `form.errors`, `form.errorOf.x` hold what was entered.
 * The switch of language keeps what is entered in a page's postForm in the same way.
 *
 * An upload declares `upload: { field: 'photo', maxBytes }` and gets `file: { bytes, name }`; a missing, broken or too large
 * one is answered at the field. Scripts get the same answers as JSON by themselves; write the handler once, with redirect.
 *
 * A template stands in services/<app>/views/<noun>/<page>.njk:
 *
 *   {% extends "layout.njk" %}
 *   {% import "kit.njk" as kit with context %}
 *   {% block title %}{{ t('portal.family.title') }}{% endblock %}
 *   {% block content %} … {% endblock %}
 *
 * Every template has t, language, account, navigation, path, form, messages (shown by the layout), csrfToken(), now.
 * Macros (parameters stand above each in views/kit/*.njk):
 *   structure  card, pageHeading, backLink, banner, emptyState, icon   the first, banner and emptyState take `{% call %}`
 *   people     person, pill, statusPill, timeline, summaryList, checkList, photoViewer
 *   table      table, row, cell (all `{% call %}`; cards on a phone), filters
 *   fields     postForm (`{% call %}`, brings the CSRF token), input, password, textarea, select, radios, checkboxes,
 *              dateInput, buttons; each fills itself from the form that was sent back
 *   upload     uploadField + uploadForm, fileLink; the form stands outside of every other form, the field where it is wanted
 *              (after an upload by script, parts with an id and `data-refresh` are renewed, the rest of the page stays)
 * A page that asks before something irreversible: view('confirm', { confirm: { … } }), see views/confirm.njk.
 * Columns: <div class="pyk-columns"><div>…</div><aside>…</aside></div>. Narrow page: pyk-narrow. Photo beside its checks:
 * pyk-photo-and-checks. Second line in a cell: pyk-cell-detail. A field that appears with a radio: `conditional: { html }`.
 * Filters: date, dateTime, longDate, longDateTime, birthDate, workingDaysLeft, number, countUpTo(limit), fileSize, initials.
 * User data goes to macros as `text`, never as `html`.
 * Texts: domain codes are in services/shared/locales (`t('status.' + request.status)`, subState, requestType, column,
 * cancellationReason, rejectionReason.<code>.label/.sentence, refusal, documentKind, documentFault, requestEvent, …);
 * a page's own stand in services/<app>/locales/{tr,en}.json below `portal` or `bureau`.
 *
 * The app itself: createWebApp({ name, admits, routes, navigation, accounts, recordAudit, … }) gives { app, routes }.
 */
export type { SignedInAccount } from '../accounts/access'
export { createAccounts, hashPassword } from '../accounts/accounts'
export type { AuditEvent } from './audit/auditEvents'
export { createAuditTrail } from './audit/auditTrail'
export { createWebApp } from './createWebApp'
export type { WebAppOptions } from './createWebApp'
export { BusinessRefusal, Forbidden, FormRefused, NotFound } from './routing/errors'
export type { TextValues } from './routing/errors'
export { json, privateFile, redirect, view } from './routing/reply'
export type { Reply } from './routing/reply'
export { route } from './routing/route'
export type { Route } from './routing/route'
export { compareTurkish } from './texts/format/people'
export { countUpTo } from './texts/format/numbers'
