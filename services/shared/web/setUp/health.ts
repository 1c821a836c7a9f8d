/** Liveness and readiness for supervisors and load balancers. */
import type { Express } from 'express'

/** Dependencies by name; each check throws if its dependency is unavailable. */
export type HealthChecks = Record<string, () => Promise<void>>

export function setUpHealth(app: Express, checks: HealthChecks): void {
  app.get('/health/live', (_req, res) => {
    res.json({ status: 'live' })
  })

  app.get('/health/ready', async (_req, res) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const answered = await check().then(
          () => true,
          () => false,
        )
        return [name, answered ? 'ok' : 'unavailable'] as const
      }),
    )
    const ready = results.every(([, result]) => result === 'ok')
    res
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'unavailable', checks: Object.fromEntries(results) })
  })
}
