/** The timestamp of a message: made a short time ago, and not expired. */
import { NAMESPACES } from '../../shared/registry/kps/names'
import { isNamed, textOf } from './envelope'
import { FAULTS } from './faults'

/** How far the clocks of both sides may differ. */
const CLOCK_SKEW_MS = 5 * 60_000

/** @throws SoapFault */
export function refuseStale(timestamp: Element, now: number): void {
  if (!isNamed(timestamp, NAMESPACES.utility, 'Timestamp')) throw FAULTS.wrongSecurity()
  const at = (name: string) => Date.parse(textOf(timestamp, NAMESPACES.utility, name))
  const isFresh =
    at('Created') <= now + CLOCK_SKEW_MS &&
    at('Expires') >= now - CLOCK_SKEW_MS &&
    at('Expires') > at('Created')
  if (!isFresh) throw FAULTS.wrongSecurity()
}
