/** A case that was handed to the head of the bureau, as the bureau's pages show it. */
import { mayDo } from '../../../workflows/domain/allowedActions'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import { isWithHead } from '../../../workflows/domain/requestState'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { dateAndTime } from '../../shared/web/texts/format/dates'
import type { CaseFile } from '../operations/caseFile'
import type { EscalationNotes } from '../operations/escalate'
import type { WorkListFilter } from '../operations/workList'
import { escalationPath, escalationReturnPath } from '../paths'
import { reviewKeys } from './reviewKeys'

export interface EscalationOnPage {
  /** Whether the head has it now. */
  isOpen: boolean
  heading: string
  /** In the order in which they were written. */
  notes: { by: string; text: string | null }[]
}

/** The two ways between clerks and head; a request has at most one of them. */
const HEAD_WAYS = ['escalate', 'giveBack'] as const
const PATH_OF = { escalate: escalationPath, giveBack: escalationReturnPath }

export interface HeadWay {
  action: (typeof HEAD_WAYS)[number]
  href: string
  /** Undefined while the account has single keys turned off. */
  key: string | undefined
}

/**
 * The way that somebody has with a request in review; null if none. Who may not decide it (D8) can
 * still give it back, but not hand it over.
 */
export function headWayOf(
  request: RequestRecord,
  account: SignedInAccount,
  filter: WorkListFilter,
): HeadWay | null {
  const action = HEAD_WAYS.find((way) => mayDo(stateOf(request), account.roles, way))
  if (action === undefined) return null
  if (action === 'escalate' && ownFamilyOf(account.id, request) !== null) return null
  return { action, href: PATH_OF[action](request._id, filter), key: reviewKeys(account)[action] }
}

/** The keys of the review page that this request has nothing for. */
export function absentKeys(
  { type }: Pick<RequestRecord, 'type'>,
  headWay: HeadWay | null,
  mayAsk: boolean,
): string[] {
  return [
    ...(mayAsk ? [] : ['askForDocument']),
    ...(type === 'cardRequest' ? [] : ['previousPhoto']),
    ...HEAD_WAYS.filter((way) => way !== headWay?.action),
  ]
}

export function escalationOnPage(
  { request, nameOf }: CaseFile,
  { asked, returned: answer }: EscalationNotes,
  t: Translate,
): EscalationOnPage | null {
  const { escalation } = request
  if (!escalation) return null
  const line = (key: 'by' | 'returnedBy', by: string, at: Date) =>
    t(`bureau.escalation.${key}`, {
      who: nameOf(by) ?? t('timeline.system'),
      when: dateAndTime(at),
    })
  const { by, at, returned } = escalation
  const isOpen = isWithHead(request)
  return {
    isOpen,
    heading: t(`bureau.escalation.heading.${isOpen ? 'open' : returned ? 'returned' : 'past'}`),
    notes: [
      { by: line('by', by, at), text: asked },
      ...(returned ? [{ by: line('returnedBy', returned.by, returned.at), text: answer }] : []),
    ],
  }
}
