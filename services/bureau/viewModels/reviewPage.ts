/** The review page: all that a clerk needs to decide about a request (S74). */
import { randomUUID } from 'node:crypto'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { askableDocuments } from '../../../workflows/domain/documentAsk'
import type { CardFee } from '../../shared/config/cardFee'
import type { IdentityVault } from '../../shared/identity/vault'
import { stateOf } from '../../shared/store/request'
import { countUpTo } from '../../shared/web'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { feeRows } from '../../shared/web/texts/format/cardFee'
import type { Language } from '../../shared/web/texts/languages'
import { lostSince } from '../operations/caseFile'
import type { CaseFile } from '../operations/caseFile'
import type { EscalationNotes } from '../operations/escalate'
import { EXPLANATION_MAX } from '../operations/ownWords'
import type { RegisterState } from '../operations/register'
import type { Reuse } from '../operations/reusedDocuments'
import { COUNT_LIMIT } from '../operations/workList'
import type { WorkListFilter } from '../operations/workList'
import { decisionPath, documentAskPath, identityNumberPath, requestPath } from '../paths'
import { askOnPage } from './documentAsk'
import { absentKeys, escalationOnPage, headWayOf } from './escalation'
import { maskedIdentity } from './identity'
import { reasonGroups } from './reasons'
import { registerOnPage } from './register'
import { reversalOf } from './reversal'
import { cardOnPage, documentOnPage, previousPhoto } from './review'
import type { CardWithContent, FileWithContent } from './review'
import { reviewKeys } from './reviewKeys'
import { timelineOf } from './timeline'
import { waitingTime } from './waiting'

/** What was read for the page besides the case file. */
interface Findings {
  /** Why this clerk may not decide, although a colleague may (D8). */
  ownFamily: 'ownRequest' | 'ownRelative' | null
  /** The decision that can still be taken back, in words; null if there is none. */
  heldBy: string | null
  register: RegisterState
  reuses: Reuse[]
  notes: { ofAsk: string | null; ofEscalation: EscalationNotes }
  card: CardWithContent | null
  files: FileWithContent[]
  /** How many others wait for this clerk. */
  left: number
}

/** Who looks at the page, and how. */
interface Reader {
  account: SignedInAccount
  filter: WorkListFilter
  vault: IdentityVault
  fee: CardFee | null
  language: Language
  t: Translate
  now: Date
}

/**
 * Shows what was found, with what this clerk may do about it.
 * @param reader.filter of the list that the clerk comes from
 */
export function reviewPage(
  file: CaseFile,
  { ownFamily, heldBy, register, reuses, notes, card, files, left }: Findings,
  { account, filter, vault, fee, language, t, now }: Reader,
) {
  const { request, person, others } = file
  const requestId = request._id
  const keys = reviewKeys(account)
  const headWay = heldBy === null ? headWayOf(request, account, filter) : null
  const shownDocuments = files.map((one) => documentOnPage(requestId, one, language, t))
  const mayAsk =
    askableDocuments(request).length > 0 && mayDo(stateOf(request), account.roles, 'askForDocument')
  return {
    file,
    lostSince: lostSince(file),
    identity: {
      masked: maskedIdentity(vault, person),
      action: ownFamily === null ? identityNumberPath(requestId) : null,
    },
    keys,
    whyNot: ownFamily ?? (heldBy === null ? null : 'held'),
    heldBy,
    card: card === null ? null : cardOnPage(card),
    previousPhoto: previousPhoto(request, others),
    reuses,
    photo: shownDocuments.find(({ kind }) => kind === 'photo') ?? null,
    fee: request.type === 'cardRequest' ? feeRows(fee, language, t) : null,
    documents: shownDocuments.filter(({ kind }) => kind !== 'photo'),
    left: {
      count: left,
      total: countUpTo(left, COUNT_LIMIT, language),
      order: t(`bureau.review.order.${filter.order ?? 'first'}`),
    },
    waiting: waitingTime(request.queuedAt, now, t),
    timeline: timelineOf(file, t),
    reasonGroups: reasonGroups(request, t, { hasKeys: keys.help !== undefined }),
    explanationMax: EXPLANATION_MAX,
    decisionId: randomUUID(),
    action: decisionPath(requestId, filter),
    requestHref: requestPath(requestId),
    register: registerOnPage(requestId, register, t),
    documentAsk: askOnPage(file, notes.ofAsk, language, t),
    askHref: mayAsk ? documentAskPath(requestId, filter) : null,
    reversal: reversalOf(request, account.roles, now),
    escalation: escalationOnPage(file, notes.ofEscalation, t),
    headWay,
    absentKeys: absentKeys(request, headWay, mayAsk),
  }
}
