/** The setting KPS_RELATION_CODES: what the register's codes of kinship mean. */
import { RELATIONS } from '../../../workflows/domain/eligibility'
import type { RelationCodes } from '../registry/kps/familyMessages'

const MEANINGS = [...RELATIONS, 'self', 'other'] as const

/** Codes of the stand-in. Only `1` is known of the real register; NVİ names the others. */
export const DEFAULT_RELATION_CODES =
  '1:self,2:spouse,3:child,4:child,5:other,6:other,7:other,8:child'

class MalformedRelationCodes extends Error {
  override readonly name = 'MalformedRelationCodes'
}

/**
 * Reads a list such as `1:self,2:spouse,3:child`.
 * @throws MalformedRelationCodes
 */
export function parseRelationCodes(setting: string): RelationCodes {
  const codes: Record<string, RelationCodes[string]> = {}
  for (const entry of setting.split(',')) {
    const [, code = '', word] = /^(\w+):(\w+)$/.exec(entry.trim()) ?? []
    const meaning = MEANINGS.find((known) => known === word)
    if (meaning === undefined || code in codes) throw new MalformedRelationCodes()
    codes[code] = meaning
  }
  return codes
}
