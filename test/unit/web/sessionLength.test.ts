/** When a session ends, as pages say it. */
import { sessionEnd } from '../../../services/shared/web/signIn/sessionLength'

const LENGTH = { idleSeconds: 3_600, longestSeconds: 40_000 }
const NOW = Date.parse('2026-11-27T09:00:00Z')
const ago = (seconds: number) => NOW - seconds * 1_000
const secondsLeft = (signedInAgo: number, extendedAgo: number | null) =>
  (sessionEnd(
    {
      signedInAt: ago(signedInAgo),
      ...(extendedAgo === null ? {} : { lastModified: new Date(ago(extendedAgo)) }),
    },
    NOW,
    LENGTH,
  ) -
    NOW) /
  1_000

it.each([
  { what: 'just began', signedIn: 0, extended: null, left: 3_600 },
  { what: 'is extended by this request', signedIn: 7_000, extended: 60, left: 3_600 },
  { what: 'was extended a moment ago', signedIn: 7_000, extended: 59, left: 3_541 },
  { what: 'is near its longest time', signedIn: 39_000, extended: 60, left: 1_000 },
])('S5 a session that $what ends in $left seconds', ({ signedIn, extended, left }) => {
  expect(secondsLeft(signedIn, extended)).toBe(left)
})
