/** Lines and filters of the audit trail as its page shows them. */
import { z } from 'zod'
import { isRejectionReason } from '../../../workflows/domain/reasons'
import { AUDIT_OUTCOMES } from '../../shared/store/auditEntry'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { Translate } from '../../shared/web/texts/catalogue'
import { compareTurkish } from '../../shared/web'
import { auditPath, reasonPath } from '../headPaths'
import type { AuditFilter, AuditRow } from '../operations/auditTrail'
import { requestPath } from '../paths'

/**
 * The events with words, each in `bureau.audit.event`: those of the web apps, the commands and the
 * deletion. A test compares them with the events that are written.
 */
export const SHOWN_EVENTS = [
  'signedIn',
  'signedOut',
  'passwordChanged',
  'accountListOpened',
  'accountShown',
  'unitStaffListed',
  'accountCreated',
  'passwordReset',
  'passwordSlipMade',
  'accountExpirySet',
  'accountConfirmed',
  'accountDisabled',
  'accountEnabled',
  'roleGiven',
  'roleTaken',
  'familyOpened',
  'familyRefreshed',
  'documentUploaded',
  'documentOpened',
  'originalDownloaded',
  'draftOpened',
  'draftSaved',
  'mailAddressChanged',
  'accessReportOpened',
  'requestFiled',
  'requestOpened',
  'documentAskedFor',
  'caseEscalated',
  'caseGivenBack',
  'askedDocumentSent',
  'requestWithdrawn',
  'lossFormPrinted',
  'coverLetterPrinted',
  'workListOpened',
  'searched',
  'searchResultsOpened',
  'personFileOpened',
  'identityNumberShown',
  'decisionGiven',
  'decisionTakenBack',
  'leaseTakenOver',
  'requestAssigned',
  'leaseReassigned',
  'cardArrivalRecorded',
  'cardArrivalReverted',
  'printRecorded',
  'dispatchRecorded',
  'handoverRecorded',
  'productionReverted',
  'batchBegun',
  'batchTriedAgain',
  'batchOpened',
  'statisticsOpened',
  'statisticsDownloaded',
  'auditTrailOpened',
  'leaveChanged',
  'leaveAnnounced',
  'sentenceChanged',
  'reasonAdded',
  'dataDeleted',
  'runRepaired',
] as const

/** The words of an event; its code, if a later version has written it. */
function eventName(event: string, t: Translate): string {
  return (SHOWN_EVENTS as readonly string[]).includes(event)
    ? t(`bureau.audit.event.${event}`)
    : event
}

export function auditRow(
  { entry, who, from, to, about, lookedFor, proof }: AuditRow,
  t: Translate,
) {
  const { event, at, actor, byCertificate, outcome, address, certificateFault, ground } = entry
  return {
    at,
    what: eventName(event, t),
    who: who ?? t(actor === null ? 'bureau.audit.nobody' : 'bureau.audit.unknownAccount'),
    byCertificate: byCertificate === true,
    outcome,
    details: [
      address,
      certificateFault,
      to === null ? undefined : t('bureau.lease.over.to', { to }),
      from === null ? undefined : t('bureau.lease.over.from', { from }),
      ground && groundText(event, ground, t),
    ]
      .filter((detail) => detail !== undefined)
      .join(' · '),
    whose: whoseOf(about, lookedFor, entry.subject, t),
    proof,
  }
}

function groundText(event: string, ground: string, t: Translate): string {
  const isReversal = event === 'productionReverted' || event === 'cardArrivalReverted'
  return t(isReversal ? `reversalGround.${ground}` : `bureau.lease.over.grounds.${ground}`)
}

/**
 * A person with the request that was looked at, an account, a unit, a request with its page, a draft, a
 * day of leave or a reason.
 */
function whoseOf(
  about: AuditRow['about'],
  lookedFor: AuditRow['lookedFor'],
  subject: string | null,
  t: Translate,
): { text: string; href: string | null; isNumber?: true } | null {
  if (about === null || subject === null) return null
  if (about.kind === 'request')
    return { text: about.number, href: requestPath(about.id), isNumber: true }
  if (lookedFor !== null && about.kind === 'person')
    return { text: `${about.name} · ${lookedFor.number}`, href: requestPath(lookedFor.id) }
  if (about.kind !== 'other') return { text: nameOf(about, t), href: null }
  if (z.iso.date().safeParse(subject).success) return { text: shortDate(subject), href: null }
  if (!isRejectionReason(subject)) return null
  return { text: t(`rejectionReason.${subject}.label`), href: reasonPath(subject) }
}

function nameOf(
  subject: Exclude<AuditRow['about'], null | { kind: 'other' }>,
  t: Translate,
): string {
  switch (subject.kind) {
    case 'request':
      return subject.number
    case 'draft':
      return t(`bureau.audit.draft.${subject.type}`, { name: subject.name })
    default:
      return subject.name
  }
}

interface Choice {
  value: string
  text: string
}

export function eventChoices(t: Translate): Choice[] {
  const events = SHOWN_EVENTS.map((event) => ({ value: event, text: eventName(event, t) }))
  return [anything(t), ...events.sort((one, other) => compareTurkish(one.text, other.text))]
}

export function outcomeChoices(t: Translate): Choice[] {
  return [
    anything(t),
    ...AUDIT_OUTCOMES.map((outcome) => ({
      value: outcome,
      text: t(`bureau.audit.outcome.${outcome}`),
    })),
  ]
}

function anything(t: Translate): Choice {
  return { value: '', text: t('bureau.workList.all') }
}

/** The active filters, each with the address that removes it. */
export function auditChips(
  filter: AuditFilter,
  subjects: ReadonlyMap<string, Exclude<AuditRow['about'], null>>,
  t: Translate,
) {
  const named = (id: string) => {
    const subject = subjects.get(id)
    return subject === undefined || subject.kind === 'other' ? id : nameOf(subject, t)
  }
  const shown: Record<keyof AuditFilter, (value: string) => string> = {
    who: (id) => t('bureau.audit.chip.who', { name: named(id) }),
    whose: (id) => t('bureau.audit.chip.whose', { name: named(id) }),
    event: (event) => eventName(event, t),
    outcome: (outcome) => t(`bureau.audit.outcome.${outcome}`),
    from: (day) => t('bureau.audit.chip.from', { day: shortDate(day) }),
    to: (day) => t('bureau.audit.chip.to', { day: shortDate(day) }),
  }
  return (Object.keys(shown) as (keyof AuditFilter)[]).flatMap((name) => {
    const value = filter[name]
    return value === undefined
      ? []
      : [{ name: shown[name](value), removeHref: auditPath({ ...filter, [name]: undefined }) }]
  })
}
