/** Days of administrative leave as the head's page shows them. */
import type { LeaveChange, LeaveDay } from '../../shared/store/leaveDay'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { dateAndTime, longDate } from '../../shared/web/texts/format/dates'
import { leaveRemovalPath } from '../headPaths'

export function leaveRow(
  { _id, kind, changes }: LeaveDay,
  nameOf: ReadonlyMap<string, string>,
  t: Translate,
  language: Language,
) {
  const said = ({ kind: then, by, at }: LeaveChange) =>
    t(`bureau.calendar.said.${then ?? 'none'}`, {
      who: nameOf.get(by) ?? by,
      when: dateAndTime(at),
    })
  return {
    day: longDate(_id, language),
    kind,
    ground: changes.at(-1)!.ground,
    history: changes.map(said).reverse(),
    removalHref: kind === null ? null : leaveRemovalPath(_id),
  }
}
