/** Which events of a card stand, by its audit lines: those that were not taken back. */
import { PRODUCTION_EVENTS } from '../../../workflows/domain/messages'
import type { ProductionEventKind } from '../../../workflows/domain/messages'
import type { CardAuditLine } from './card'

/** The line of each event that stands, in the order of events. */
export function standingEvents(
  audit: readonly CardAuditLine[],
): (CardAuditLine & { subState: ProductionEventKind; by: string })[] {
  const lines = new Map<ProductionEventKind, CardAuditLine>()
  for (const line of audit) {
    const kind = PRODUCTION_EVENTS.find((event) => event === line.subState)
    if (line.reverts !== undefined) lines.delete(line.reverts)
    // A line without a clerk says that a held card goes on, or that its run was begun again.
    else if (kind !== undefined && line.by !== null && !lines.has(kind)) lines.set(kind, line)
  }
  return PRODUCTION_EVENTS.flatMap((kind) => {
    const line = lines.get(kind)
    return line === undefined ? [] : [{ ...line, subState: kind, by: line.by! }]
  })
}
