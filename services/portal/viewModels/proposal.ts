/** The page on which a person sees what becomes of an upload, and confirms it (D13). */
import { TREATMENTS } from '../../../workflows/domain/documents'
import type { DocumentFaultCode } from '../../../workflows/domain/documents'
import { frameHeight } from '../../../workflows/domain/photoFrame'
import type { Frame } from '../../../workflows/domain/photoFrame'
import type { Advice } from '../../shared/documents/pictures/adviceCodes'
import type { Proposal } from '../../shared/store/proposal'
import { shownPages } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { ABOUT_PAGES, changeText } from '../../shared/web/texts/format/documentFaults'

const ABOUT_DENSITY: readonly DocumentFaultCode[] = ['noDensity', 'wrongDensity']

/** What the person is asked: to choose a frame, or one of three plain questions. */
export type ProposalQuestion = 'frame' | 'density' | 'pages' | 'copy'

export function questionOf({ frame, findings }: Proposal): ProposalQuestion {
  if (frame !== null) return 'frame'
  const codes = findings.map(({ code }) => code).filter((code) => TREATMENTS[code] === 'fixable')
  if (codes.some((code) => ABOUT_PAGES.includes(code))) return 'pages'
  return codes.every((code) => ABOUT_DENSITY.includes(code)) ? 'density' : 'copy'
}

/**
 * Texts and facts of the page.
 * @param address of the page
 * @param frame the frame as the address gives it; null without one
 */
export function proposalPage(
  proposal: Proposal,
  address: string,
  frame: Frame | null,
  advice: readonly Advice[],
  language: Language,
  t: Translate,
) {
  const question = questionOf(proposal)
  const fixable = proposal.findings.filter(({ code }) => TREATMENTS[code] === 'fixable')
  return {
    question,
    title: t(`portal.proposal.title.${question}`),
    lead: t(`portal.proposal.lead.${question}`),
    button: t(`portal.proposal.confirm.${question}`),
    changes: fixable.map((finding) => changeText(finding, language, t)),
    drops: proposal.findings.some(({ code }) => TREATMENTS[code] === 'cleaned'),
    advice: adviceTexts(advice, t),
    offered: proposal.offeredAt.getTime(),
    frame: frame === null ? null : { ...frame, height: frameHeight(frame) },
    size: proposal.frame,
    pages: proposal.result === null ? [] : shownPages(proposal.result, address),
  }
}

/** Sentences about a photo, each with what to do. */
export function adviceTexts(advice: readonly Advice[], t: Translate): string[] {
  return advice.map((code) => t(`photoAdvice.${code}`))
}
