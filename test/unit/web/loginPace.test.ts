/** How failed logins slow down the next ones: growing, bounded by the hour, and never for good. */
import {
  ACCOUNT_WINDOW_SECONDS,
  accountDelayMs,
  addressDelayMs,
  USUAL_PACE,
} from '../../../services/shared/web/signIn/loginPace'
import { senderOf, shortenedAddress } from '../../../services/shared/web/signIn/addresses'
import { HOUR_MS } from '../../support/durations'

it.each([
  ['address', addressDelayMs],
  ['account', accountDelayMs],
] as const)(
  'delays an %s more with every step, and never longer than a request waits',
  (_what, delayMs) => {
    const delays = Array.from({ length: 500 }, (_, failures) => delayMs(failures, USUAL_PACE))
    expect(delays[0]).toBe(0)
    expect(delays).toEqual(delays.toSorted((a, b) => a - b))
    expect(new Set(delays).size).toBeGreaterThan(3)
    expect(delays.at(-1)).toBeLessThan(USUAL_PACE.patienceMs)
  },
)

it('answers at most 100 failures at one account in any hour, also across counted hours', () => {
  const answered: number[] = []
  let windowEndsAt = 0
  let failures = 0
  let turnEndsAt = 0
  for (let now = 0; now < 4 * HOUR_MS; now += 500) {
    if (now >= windowEndsAt) failures = 0
    if (now < turnEndsAt) continue
    const gapMs = accountDelayMs(failures, USUAL_PACE)
    if (gapMs > 0) turnEndsAt = now + gapMs
    if (failures === 0) windowEndsAt = now + ACCOUNT_WINDOW_SECONDS * 1000
    failures += 1
    answered.push(now)
  }
  const inHourFrom = (start: number) =>
    answered.filter((at) => at >= start && at < start + HOUR_MS).length
  const most = Math.max(...answered.map(inHourFrom))
  // Four processes may each check as many at once before the first failure counts.
  expect(most + 4 * (USUAL_PACE.checksAtOnce - 1)).toBeLessThanOrEqual(100)
})

it.each([
  ['203.0.113.77', '203.0.113.77/32', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77/32', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['fe80::1%eth0', 'fe80::/64', 'fe80::/48'],
  ['', 'unknown', 'unknown'],
])('counts %s as %s and writes down %s', (address, sender, shortened) => {
  expect([senderOf(address), shortenedAddress(address)]).toEqual([sender, shortened])
})
