/** Says that the other parent is preparing a request for the same relative (D5). */
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Asker } from '../operations/asker'

/** @returns null if nobody is, or nobody with an account */
export function preparingText(other: Asker | null, t: Translate): string | null {
  if (other === null || other.kind === 'self' || other.kind === 'gone') return null
  return t(`portal.preparing.${other.kind}`, { name: other.name })
}
