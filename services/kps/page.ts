/**
 * The page of the stand-in: switches how the gateway behaves, and lets something happen to a
 * relative, so that anybody can try what the portal then shows. It is served on this machine only.
 */
import express from 'express'
import type { Express, Request } from 'express'
import { z } from 'zod'
import { escapeXml as escapeHtml } from '../shared/registry/kps/xml'
import { MODES } from './gateway/gateway'
import type { Gateway, Mode } from './gateway/gateway'
import type { DemoFamily } from './people/account'
import { EVENTS } from './register'
import type { Register, RegisterEvent } from './register'

const MODE_TEXTS: Record<Mode, string> = {
  normal: 'Normal: hemen ve doğru yanıt verir',
  slow: 'Yavaş: 20 saniye sonra yanıt verir',
  fault: 'Arızalı: SOAP hatası döndürür',
  notAuthorised: 'Yetkisiz: “Access is denied” döndürür',
  empty: 'Boş: eş ve çocuk bilgisi yok der',
}
const EVENT_TEXTS: Record<RegisterEvent, string> = {
  died: 'Vefat etti',
  left: 'Artık aile bireyi değil (boşanma gibi)',
}

const ModeForm = z.object({ mode: z.enum(MODES) })
const EventForm = z.object({
  username: z.string(),
  relative: z.coerce.number().int().min(0),
  event: z.enum([...EVENTS, 'none']),
})

export function createPage(
  gateway: Gateway,
  register: Register,
  families: readonly DemoFamily[],
): Express {
  const app = express().disable('x-powered-by')
  app.use((_req, res, next) => {
    res.set({
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
    })
    next()
  })
  app.use(express.urlencoded({ extended: false, limit: '8kb' }))

  app.get('/', (_req, res) => {
    res.send(html(gateway, register, families))
  })
  app.post('/mode', refuseForeign, (req, res) => {
    const form = ModeForm.safeParse(req.body)
    if (!form.success) return void res.sendStatus(400)
    gateway.mode = form.data.mode
    res.redirect(303, '/')
  })
  app.post('/event', refuseForeign, (req, res) => {
    const form = EventForm.safeParse(req.body)
    if (!form.success) return void res.sendStatus(400)
    const { username, relative, event } = form.data
    const family = families.find(({ staff }) => staff.username === username)
    if (family !== undefined)
      register.note(family.staff.person.identityNumber, relative, event === 'none' ? null : event)
    res.redirect(303, '/')
  })
  return app
}

/** Another site in the same browser must not switch anything. */
const refuseForeign: express.RequestHandler = (req: Request, res, next) => {
  const origin = req.get('Origin')
  if (origin !== undefined && new URL(origin).host !== req.get('Host')) res.sendStatus(403)
  else next()
}

function html(gateway: Gateway, register: Register, families: readonly DemoFamily[]): string {
  const modes = MODES.map(
    (mode) =>
      `<label><input type="radio" name="mode" value="${mode}"${mode === gateway.mode ? ' checked' : ''}> ${MODE_TEXTS[mode]}</label>`,
  )
  return (
    '<!doctype html><html lang="tr"><head><meta charset="utf-8"><title>KPS benzetimi</title><style>' +
    'body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}label{display:block}' +
    'table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #999;padding:.4rem;text-align:left}' +
    '</style></head><body><h1>KPS benzetimi</h1>' +
    '<p>Nüfus kaydının yerine geçer; buradaki kişiler kurmacadır. Seçiminiz bütün sorgular için hemen geçerli olur.</p>' +
    `<h2>Nasıl yanıt versin?</h2><form method="post" action="/mode">${modes.join('')}<button>Uygula</button></form>` +
    '<h2>Aileler</h2><p>Bir olay, personel ailesini yeniden sorguladığında görünür.</p>' +
    '<table><thead><tr><th>Personel</th><th>Yakını</th><th>Olay</th></tr></thead><tbody>' +
    families.flatMap((family) => rowsOf(family, register)).join('') +
    `</tbody></table><p>Yanıtlanan sorgu: ${gateway.queries.length}</p></body></html>`
  )
}

function rowsOf({ staff, members }: DemoFamily, register: Register): string[] {
  return members.map(({ relation, person }, index) => {
    const now = register.eventOf(staff.person.identityNumber, index)
    const options = [...EVENTS, null].map((event) => {
      const selected = event === now ? ' selected' : ''
      return `<option value="${event ?? 'none'}"${selected}>${event === null ? 'Olay yok' : EVENT_TEXTS[event]}</option>`
    })
    const who = `${person.name} ${person.surname}`
    return (
      `<tr><td>${escapeHtml(staff.username)}</td>` +
      `<td>${escapeHtml(who)} (${relation === 'spouse' ? 'eş' : 'çocuk'})</td>` +
      '<td><form method="post" action="/event">' +
      `<input type="hidden" name="username" value="${escapeHtml(staff.username)}">` +
      `<input type="hidden" name="relative" value="${index}">` +
      `<select name="event" aria-label="${escapeHtml(who)}: olay">${options.join('')}</select> ` +
      '<button>Kaydet</button></form></td></tr>'
    )
  })
}
