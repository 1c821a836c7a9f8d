/**
 * Requests for the bureau's tests: rows in every state, and running requests of people with a
 * number, a family and files.
 */
import { randomUUID } from 'node:crypto'
import { nextRequestNumber } from '../../services/shared/store/nextRequestNumber'
import type { Person } from '../../services/shared/store/person'
import type { RequestRecord } from '../../services/shared/store/request'
import type {
  CancellationRequestInput,
  CardRequestInput,
  StoredDocument,
} from '../../workflows/contract'
import type { DocumentKind } from '../../workflows/domain/documents'
import { requiredDocuments } from '../../workflows/domain/documents'
import type { CancellationReason } from '../../workflows/domain/reasons'
import type { RequestState } from '../../workflows/domain/requestState'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { accountId } from './bureauApp'
import type { BureauApp, Username } from './bureauApp'
import { inSubState, writeRelative } from './relatives'
import type { Relative } from './relatives'
import { requestRow } from './requestRow'
import { DELIVERED, IN_REVIEW } from './requestStates'
import { validSample } from './samples'
import { waitFor } from './waitFor'

export { inSubState }
export type { Relative }

const YEAR = 2026
/** Of a card that was made long ago. */
export const CARD_APPROVED_AT = new Date('2025-12-31T21:30:00Z')

/** A child of a staff member. */
export function makeRelative(app: BureauApp, parent: Username): Promise<Relative> {
  return writeRelative(app, [accountId(parent)], 'child', {
    name: 'Işıl',
    surname: 'Yıldırım',
    birthDate: { year: 2009, month: 5, day: 19 },
  })
}

/** Writes a request's row in some state, without a run. */
export async function writeRow(
  { store }: BureauApp,
  person: Pick<Person, '_id'>,
  state: RequestState,
  over: Partial<RequestRecord> = {},
): Promise<RequestRecord> {
  const row = await requestRow(store, state, {
    ...{ personId: person._id, applicantId: accountId('selin'), unitCode: '1010' },
    ...over,
  })
  await store.requests.create(row)
  return row
}

/**
 * Writes card requests in review one after another.
 * @returns their numbers, in that order
 */
export async function writeReviews(
  app: BureauApp,
  person: Pick<Person, '_id'>,
  count: number,
  over: (index: number) => Partial<RequestRecord>,
): Promise<string[]> {
  const numbers = []
  for (let index = 0; index < count; index++)
    numbers.push((await writeRow(app, person, IN_REVIEW, over(index))).number)
  return numbers
}

/** Files a card request and waits until it can be reviewed. */
export async function fileCard(
  app: BureauApp,
  person: Relative,
  { parent = 'selin' }: { parent?: Username } = {},
) {
  const input = { ...(await common(app, person, parent)), type: 'cardRequest' } as const
  const documents = await upload(app, requiredDocuments(input))
  await startOnceFree(app, person, { ...input, documents })
  return inSubState(app, input.requestId, 'inReview')
}

/**
 * Files a cancellation and waits for it.
 * @param cardId the card to cancel; by default a new one that was made long ago
 */
export async function fileCancellation(
  app: BureauApp,
  person: Relative,
  reason: CancellationReason,
  {
    cardId = '',
    until = 'inReview',
  }: { cardId?: string; until?: 'inReview' | 'awaitingCard' } = {},
) {
  const input = {
    ...(await common(app, person, 'selin')),
    type: 'cancellationRequest',
    reason,
    cardId: cardId || (await deliveredCard(app, person)),
  } as const
  const documents = await upload(app, requiredDocuments(input))
  await startOnceFree(app, person, { ...input, documents })
  return inSubState(app, input.requestId, until)
}

/** Starts a run; that of a request that was just decided holds the relative's lock until it ends. */
async function startOnceFree(
  { runs }: BureauApp,
  { personKey }: Relative,
  input: CardRequestInput | CancellationRequestInput,
): Promise<void> {
  const isStarted = async () => (await runs.start(personKey, input)).kind === 'started'
  await waitFor(isStarted, { what: `the run of ${input.requestNumber}` })
}

async function common({ store }: BureauApp, { _id }: Relative, parent: Username) {
  return {
    requestId: randomUUID(),
    requestNumber: await nextRequestNumber(store, YEAR),
    personId: _id,
    applicantId: accountId(parent),
    relatedStaffIds: [accountId(parent)],
    unitCode: '1010',
    timing: DEFAULT_TIMING,
  }
}

/** A delivered card; its production has ended. */
async function deliveredCard(app: BureauApp, person: Relative): Promise<string> {
  const cardId = randomUUID()
  const request = await writeRow(app, person, DELIVERED, { cardId })
  await app.store.cards.create({
    _id: cardId,
    personId: person._id,
    requestId: request._id,
    subState: 'delivered',
    seq: 3,
    approvedAt: CARD_APPROVED_AT,
    audit: [{ key: `${cardId}:3`, subState: 'delivered', by: accountId('aygul'), at: new Date() }],
  })
  return cardId
}

function upload(
  { documents }: BureauApp,
  kinds: readonly DocumentKind[],
): Promise<StoredDocument[]> {
  return Promise.all(kinds.map(async (kind) => documents.put(kind, await validSample(kind))))
}
