/** Security headers: only the app's own scripts, styles and pictures, and no framing. */
import type { Express } from 'express'
import helmet from 'helmet'

/** @param https whether pages are served over HTTPS, so that HSTS can be sent */
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
          // Photos are previewed from memory before the upload.
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

/** Pages are not cached, since machines are shared; assets, mounted earlier, are. */
export function setUpNoStore(app: Express): void {
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
}
