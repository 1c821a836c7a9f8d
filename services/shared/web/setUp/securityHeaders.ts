/** Headers that keep a page to itself: only its own scripts, styles and pictures, in no other site's frame. */
import type { Express } from 'express'
import helmet from 'helmet'

/** @param https whether the pages are served over HTTPS, so that browsers may be told to insist on it */
export function setUpSecurityHeaders(app: Express, https: boolean): void {
  app.disable('x-powered-by')
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          // Photos are previewed from memory before they are sent.
          imgSrc: ["'self'", 'blob:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: https,
      referrerPolicy: { policy: 'same-origin' },
      frameguard: { action: 'deny' },
    }),
  )
}

/** Whoever sits down at a shared machine next finds no page in its memory; assets, mounted before, may stay there. */
export function setUpNoStore(app: Express): void {
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
}
