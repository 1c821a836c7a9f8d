/** What is kept of whom, and for how long, as the pages about personal data show it. */
import {
  DRAFT_DAYS,
  REJECTED_DOCUMENTS_DAYS,
  REPLACED_DOCUMENTS_DAYS,
  UNCONFIRMED_HOURS,
} from '../../../workflows/domain/retention'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Look } from '../operations/looks'

const TERMS = {
  drafts: DRAFT_DAYS,
  unconfirmed: UNCONFIRMED_HOURS,
  rejected: REJECTED_DOCUMENTS_DAYS,
  replaced: REPLACED_DOCUMENTS_DAYS,
} as const

const DATA = [
  'identity',
  'photo',
  'receipt',
  'loss',
  'request',
  'drafts',
  'access',
  'email',
] as const
/** The parts that are about a relative. */
const OF_RELATIVE: readonly (typeof DATA)[number][] = [
  'identity',
  'photo',
  'loss',
  'request',
  'access',
]

export interface KeptData {
  what: string
  why: string
  howLong: string
}

/** @param ofRelative only what is kept of a relative */
export function keptData(ofRelative: boolean, t: Translate): KeptData[] {
  return DATA.filter((data) => !ofRelative || OF_RELATIVE.includes(data)).map((data) => ({
    what: t(`portal.privacy.data.${data}.what`),
    why: t(`portal.privacy.data.${data}.why`),
    howLong: t(`portal.privacy.data.${data}.howLong`, TERMS),
  }))
}

export function lookRows(looks: readonly Look[], t: Translate) {
  return looks.map(({ day, what, who, count }) => ({
    day: shortDate(day),
    what: t(`portal.privacy.look.${what}`),
    who: t(`portal.privacy.who.${who}`),
    count,
  }))
}
