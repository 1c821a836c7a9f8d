/** What a returned request carries over to the next one. */
import { carriedParts, faultsOf } from '../../../services/portal/operations/carriedParts'
import type { RequestRecord } from '../../../services/shared/store/request'
import { AUTOMATIC_REJECTION } from '../../../workflows/domain/reasons'
import type { RejectionReason } from '../../../workflows/domain/reasons'
import { storedDocument } from '../../support/messages'

const OWNER = 'account-owner'
const photo = storedDocument('photo')
const receipt = storedDocument('receipt')
const lossForm = storedDocument('lossForm')
const policeLetter = storedDocument('policeLetter')

function returned(
  reasons: (RejectionReason | typeof AUTOMATIC_REJECTION)[],
  over: Partial<RequestRecord> = {},
): RequestRecord {
  return {
    type: 'cardRequest',
    status: 'rejected',
    applicantId: OWNER,
    reason: null,
    documents: [photo, receipt],
    documentFaults: [],
    decision: {
      decisionId: 'd',
      outcome: 'rejected',
      by: null,
      at: new Date(),
      reasons,
      explanationId: null,
    },
    ...over,
  } as RequestRecord
}

const kinds = (...given: Parameters<typeof returned>) =>
  carriedParts(returned(...given), returned(...given).type, OWNER)?.documents.map(
    ({ kind }) => kind,
  )

describe('S51 S52 a returned card request', () => {
  it.each([
    [['photoBackground'], ['receipt']],
    [['receiptUsedBefore'], ['photo']],
    [['identityMismatch'], ['photo', 'receipt']],
    [['photoNotRecent', 'identityMismatch'], ['receipt']],
    [['own-receipt-0a1b2c3d'], ['photo']],
    [['own-eligibility-0a1b2c3d'], ['photo', 'receipt']],
  ] as const)('for %j carries over %j', (reasons, left) => {
    expect(kinds([...reasons])).toEqual(left)
  })

  it.each([
    [['photoBackground', 'receiptUnreadable']],
    [['otherReason']],
    [['own-other-0a1b2c3d']],
  ] as const)('for %j carries over nothing', (reasons) => {
    expect(carriedParts(returned([...reasons]), 'cardRequest', OWNER)).toBeNull()
  })

  it('D9 by the document check carries over the documents without faults', () => {
    const faults = [{ code: 'changed', measured: 'a', required: 'b' }] as const
    expect(kinds([AUTOMATIC_REJECTION], { documentFaults: [{ kind: 'photo', faults }] })).toEqual([
      'receipt',
    ])
  })
})

it('S51 S52 D9 asks only for the document that a reason or the check is about', () => {
  const checked = returned([AUTOMATIC_REJECTION, 'photoBackground'], {
    documentFaults: [
      { kind: 'receipt', faults: [{ code: 'changed', measured: 'a', required: 'b' }] },
    ],
  })
  expect(faultsOf(checked, 'photo')).toEqual(['photoBackground'])
  expect(faultsOf(checked, 'receipt')).toEqual([AUTOMATIC_REJECTION])
  expect(faultsOf(returned(['identityMismatch', 'otherReason']), 'photo')).toEqual([])
})

describe('S55 S73 a returned cancellation', () => {
  const type = 'cancellationRequest'

  it('carries over its reason and the other document', () => {
    const lost = returned(['lossFormIncomplete'], {
      type,
      reason: 'lostOrStolen',
      documents: [lossForm, policeLetter],
    })
    expect(carriedParts(lost, type, OWNER)).toEqual({
      documents: [policeLetter],
      reason: 'lostOrStolen',
    })
  })

  it('carries over its reason even if it has no documents', () => {
    const other = returned(['cardMismatch'], { type, reason: 'damaged', documents: [] })
    expect(carriedParts(other, type, OWNER)).toEqual({ documents: [], reason: 'damaged' })
  })
})

it.each([
  ['no request', null],
  ['a request that was not returned', returned([], { status: 'pending' })],
  ['a request of another type', returned([], { type: 'cancellationRequest' })],
  [
    'a request of the other parent, who owns its files',
    returned(['photoBackground'], { applicantId: 'account-other' }),
  ],
])('%s carries over nothing', (_what, latest) => {
  expect(carriedParts(latest, 'cardRequest', OWNER)).toBeNull()
})
