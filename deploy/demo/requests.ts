/**
 * The requests of the demo's staff and how far the bureau has processed each: every state that a
 * request can stay in. (`received` is not one: it lasts only while the documents are checked.) The
 * requests of a relative are listed in the order of filing.
 */
import type { DocumentFlaw } from '../../workflows/domain/documentAsk'
import type { DocumentKind } from '../../workflows/domain/documents'
import type { ProductionEventKind } from '../../workflows/domain/messages'
import type { CancellationReason, RejectionReason } from '../../workflows/domain/reasons'
import type {
  CancellationRequestState,
  CardRequestState,
  RequestState,
} from '../../workflows/domain/requestState'
import type { DemoAccount } from '../../services/kps/people/account'
import { furtherFamilies } from '../../services/kps/people/furtherStaff'
import { personel5Family } from '../../services/kps/people/namedStaff'
import type { DemoPerson } from '../../services/kps/people/person'

/** Something that the bureau, or in the case of `withdraw` the applicant, does to a request. */
export type DemoStep =
  | { kind: 'approve' }
  | { kind: 'reject'; reasons: readonly RejectionReason[]; explanation: string }
  | { kind: 'cardArrives'; letterNo: string }
  | { kind: 'withdraw' }
  | { kind: 'escalate'; note: string }
  | { kind: 'askDocument'; document: DocumentKind; flaw: DocumentFlaw; note: string }
  | { kind: ProductionEventKind }

interface Story {
  steps: readonly DemoStep[]
  /** The final state of the request, after later requests for the same relative. */
  state: RequestState
}
interface CardStory extends Story {
  type: 'cardRequest'
  state: CardRequestState
  /** The stored photo is not a photo, so that the document check returns the request (D9). */
  photoIsNone?: true
}
interface CancellationStory extends Story {
  type: 'cancellationRequest'
  reason: CancellationReason
  /** Free text for reason `other`; null for every other reason. */
  reasonDetail: string | null
  state: CancellationRequestState
}

export type DemoRequest = { applicant: DemoAccount; person: DemoPerson } & (
  CardStory | CancellationStory
)

const APPROVED: DemoStep = { kind: 'approve' }
const TO_PRINTED: readonly DemoStep[] = [APPROVED, { kind: 'printed' }]
const TO_SENT: readonly DemoStep[] = [...TO_PRINTED, { kind: 'sent' }]
const TO_DELIVERED: readonly DemoStep[] = [...TO_SENT, { kind: 'delivered' }]

type ApprovedSubState = Extract<CardRequestState, { status: 'approved' }>['subState']

const inReview: CardStory = {
  type: 'cardRequest',
  steps: [],
  state: { type: 'cardRequest', status: 'pending', subState: 'inReview' },
}

const WITHDRAWN = { status: 'pending', subState: 'withdrawn' } as const
const WITHDRAW: readonly DemoStep[] = [{ kind: 'withdraw' }]

const withdrawn: CardStory = {
  type: 'cardRequest',
  steps: WITHDRAW,
  state: { type: 'cardRequest', ...WITHDRAWN },
}

const AWAITING_APPLICANT = { status: 'pending', subState: 'awaitingApplicant' } as const

/** Waits for a readable receipt ("eksik iste"). */
const awaitingReceipt: CardStory = {
  type: 'cardRequest',
  steps: [
    {
      kind: 'askDocument',
      document: 'receipt',
      flaw: 'unreadable',
      note: 'Dekontun tutar satırı görünmüyor.',
    },
  ],
  state: { type: 'cardRequest', ...AWAITING_APPLICANT },
}

const WITH_HEAD = { status: 'pending', subState: 'withHead' } as const
const escalated = (note: string): readonly DemoStep[] => [{ kind: 'escalate', note }]

/** A clerk has handed it to the head ("Amire ilet"). */
const withHead: CardStory = {
  type: 'cardRequest',
  steps: escalated('Fotoğraf önceki karttakinden çok farklı; görüşünüzü rica ederim.'),
  state: { type: 'cardRequest', ...WITH_HEAD },
}

const ASK_FOR_LETTER: readonly DemoStep[] = [
  { kind: 'askDocument', document: 'policeLetter', flaw: 'incomplete', note: '' },
]

function approved(steps: readonly DemoStep[], subState: ApprovedSubState): CardStory {
  return {
    type: 'cardRequest',
    steps,
    state: { type: 'cardRequest', status: 'approved', subState },
  }
}

function rejected(reasons: readonly RejectionReason[], explanation: string): CardStory {
  const steps: DemoStep[] = [{ kind: 'reject', reasons, explanation }]
  return {
    type: 'cardRequest',
    steps,
    state: { type: 'cardRequest', status: 'rejected', subState: 'returned' },
  }
}

const returnedByDocumentCheck: CardStory = { ...rejected([], ''), steps: [], photoIsNone: true }

function cancellation(
  reason: CancellationReason,
  steps: readonly DemoStep[],
  state: Omit<CancellationRequestState, 'type'>,
  reasonDetail: string | null = null,
): CancellationStory {
  return {
    type: 'cancellationRequest',
    reason,
    reasonDetail,
    steps,
    state: { type: 'cancellationRequest', ...state } as CancellationRequestState,
  }
}

const arrived = (letterNo: string): DemoStep => ({
  kind: 'cardArrives',
  letterNo,
})
const delivered = approved(TO_DELIVERED, 'delivered')
const deliveredAndCancelled = approved(TO_DELIVERED, 'cardCancelled')

const PENDING_REVIEW = { status: 'pending', subState: 'inReview' } as const
const AWAITING_CARD = { status: 'pending', subState: 'awaitingCard' } as const
const CANCELLED = { status: 'approved', subState: 'cardCancelled' } as const
const RETURNED = { status: 'rejected', subState: 'returned' } as const

/** One entry per relative, one story per request. */
const STORIES: readonly (readonly (CardStory | CancellationStory)[])[] = [
  [inReview],
  [approved([APPROVED], 'awaitingPrint')],
  [inReview],
  [rejected(['photoBackground'], '')],
  [delivered, cancellation('photoChange', [], AWAITING_CARD)],
  [inReview],
  [approved(TO_PRINTED, 'printed')],
  [approved([APPROVED], 'awaitingPrint')],
  [inReview],
  [delivered],
  [approved([APPROVED], 'printHeld'), cancellation('divorce', [], PENDING_REVIEW)],
  [inReview],
  [approved(TO_SENT, 'sent')],
  [returnedByDocumentCheck],
  [delivered, cancellation('lostOrStolen', [], PENDING_REVIEW)],
  [approved([APPROVED], 'awaitingPrint')],
  [inReview],
  [delivered],
  [delivered, cancellation('damaged', [arrived('E-4471')], PENDING_REVIEW)],
  [approved(TO_SENT, 'sent')],
  [withHead],
  [
    approved([APPROVED], 'printStopped'),
    cancellation('other', [APPROVED], CANCELLED, 'Kart yurt dışına taşınacağımız için gerekmiyor'),
  ],
  [
    approved(TO_PRINTED, 'dispatchHeld'),
    cancellation(
      'divorce',
      escalated('Boşanma kararı KPS’de görünmüyor; kart yine de iptal edilsin mi?'),
      WITH_HEAD,
    ),
  ],
  [deliveredAndCancelled, cancellation('photoChange', [arrived('E-4502'), APPROVED], CANCELLED)],
  [awaitingReceipt],
  [
    delivered,
    cancellation(
      'lostOrStolen',
      [
        {
          kind: 'reject',
          reasons: ['lossFormIncomplete'],
          explanation: 'Formun imza bölümü boş bırakılmış.',
        },
      ],
      RETURNED,
    ),
  ],
  [delivered, cancellation('lostOrStolen', ASK_FOR_LETTER, AWAITING_APPLICANT)],
  [approved([APPROVED], 'awaitingPrint')],
  [rejected(['receiptUnreadable', 'photoNotRecent'], 'Dekontun tutar satırı okunmuyor.')],
  [delivered, cancellation('identityDataChange', WITHDRAW, WITHDRAWN)],
  [approved(TO_SENT, 'sent')],
  [withdrawn],
]

const SPOUSE = 0
const CHILD = 1

/** Every other family requests a card for the child. */
const furtherRequests = STORIES.flatMap((stories, index): DemoRequest[] => {
  const { staff, members } = furtherFamilies[index]!
  const { person } = members[index % 2 === 0 ? SPOUSE : CHILD]!
  return stories.map((story) => ({ applicant: staff, person, ...story }))
})

const requestsOfPersonel5: readonly DemoRequest[] = [
  {
    applicant: personel5Family.staff,
    person: personel5Family.spouse,
    ...approved(TO_PRINTED, 'printed'),
  },
  {
    applicant: personel5Family.staff,
    person: personel5Family.child,
    ...rejected(['photoFaceNotVisible'], 'Saçlar yüzün bir bölümünü kapatıyor.'),
  },
]

export const demoRequests: readonly DemoRequest[] = [...requestsOfPersonel5, ...furtherRequests]
