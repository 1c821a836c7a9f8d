/** The latest ask for a document, as the bureau's pages show it. */
import { isAwaitingApplicant } from '../../../workflows/domain/requestState'
import type { Translate } from '../../shared/web/texts/catalogue'
import { longDate } from '../../shared/web/texts/format/dates'
import type { Language } from '../../shared/web/texts/languages'
import type { CaseFile } from '../operations/caseFile'

export interface AskOnPage {
  variant: 'info' | 'warning'
  /** For example “Dekont yeniden istendi”. */
  heading: string
  /** What is wrong with it, in the words that the applicant reads. */
  sentence: string
  /** What the clerk wrote; null if nothing. */
  note: string | null
  /** Who asked and when, and what has come of it. */
  lines: string[]
}

/** @param note the clerk's own words; null if there are none */
export function askOnPage(
  { request, nameOf }: CaseFile,
  note: string | null,
  language: Language,
  t: Translate,
): AskOnPage | null {
  const { asked } = request
  if (!asked) return null
  const document = t(`documentKind.${asked.kind}`)
  const outcome = isAwaitingApplicant(request) ? 'open' : (asked.end ?? 'withdrawn')
  return {
    variant: outcome === 'notAdded' ? 'warning' : 'info',
    heading: t(`bureau.documentAsk.heading.${outcome}`, { document }),
    sentence: t(`documentFlaw.${asked.flaw}.sentence`),
    note,
    lines: [
      t('bureau.documentAsk.askedBy', {
        who: nameOf(asked.by) ?? t('timeline.system'),
        date: longDate(asked.at, language),
      }),
      t(`bureau.documentAsk.outcome.${outcome}`, {
        date: longDate(asked.endedAt ?? asked.until, language),
        until: longDate(asked.until, language),
      }),
    ],
  }
}
