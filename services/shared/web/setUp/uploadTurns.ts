/**
 * Forms with a file begin a few at a time, so that many at once do not hold up others' pages while
 * their accounts and tokens are checked. How fast a browser sends plays no part: a turn ends when
 * the body begins to be read, or with the answer.
 */
import type { Express } from 'express'
import pLimit from 'p-limit'

/** Forms that may begin at the same time. */
export const TURNS = 4

export function setUpUploadTurns(app: Express): void {
  const inTurn = pLimit(TURNS)
  app.use((req, res, next) => {
    res.locals.turnIsOver = () => undefined
    if (req.is('multipart/form-data') !== 'multipart/form-data') return next()
    void inTurn(
      () =>
        new Promise<void>((resolve) => {
          // Somebody who left while waiting gets no answer that could end the turn.
          if (res.destroyed) return resolve()
          res.locals.turnIsOver = resolve
          res.once('finish', resolve).once('close', resolve)
          next()
        }),
    )
  })
}
