/** The language of each page: Turkish, until a person chooses English. */
import cookieParser from 'cookie-parser'
import type { Express } from 'express'
import type { Catalogue } from '../texts/catalogue'
import { LANGUAGES } from '../texts/languages'
import type { Language } from '../texts/languages'
import { safeReturnPath } from '../routing/returnPath'

const COOKIE = 'pyk.language'
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

export function setUpLanguage(app: Express, catalogue: Catalogue, https: boolean): void {
  app.use(cookieParser())
  app.use((req, res, next) => {
    const chosen: unknown = (req.cookies as Record<string, unknown>)[COOKIE]
    const language: Language = LANGUAGES.find((known) => known === chosen) ?? 'tr'
    res.locals.language = language
    res.locals.t = catalogue.inLanguage(language)
    res.locals.account = null
    res.set('Content-Language', language)
    next()
  })

  // A plain link, since it changes only the language.
  app.get('/language/:language', (req, res, next) => {
    const language = LANGUAGES.find((known) => known === req.params.language)
    if (language === undefined) return next()
    res.cookie(COOKIE, language, {
      maxAge: YEAR_MS,
      httpOnly: true,
      sameSite: 'lax',
      secure: https,
    })
    res.redirect(303, safeReturnPath(req.query.return))
  })
}
