/** Why no card can be requested for a relative, as a text of the catalogue (S19, S21). */
import type { Ineligibility } from '../../../workflows/domain/eligibility'
import type { TextValues } from '../../shared/web'
import { shortDate } from '../../shared/web/texts/format/dates'

/** The key of the text and its values. */
export function ineligibilityText(whyNot: Ineligibility): [key: string, values: TextValues] {
  switch (whyNot.code) {
    case 'left':
      return [`ineligibility.left.${whyNot.reason}`, {}]
    case 'worksAtMinistry':
      return [`ineligibility.${whyNot.code}`, {}]
    case 'under15':
      return [`ineligibility.${whyNot.code}`, { date: shortDate(whyNot.completesOn) }]
  }
}
