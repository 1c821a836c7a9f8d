/** Which documents a request needs and which rules a file must meet. */
import { missingParts } from '../../../workflows/domain/completeness'
import {
  DOCUMENT_KINDS,
  DOCUMENT_RULES,
  PHOTO_DPI,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
  possibleDocuments,
  requiredDocuments,
} from '../../../workflows/domain/documents'
import { CANCELLATION_REASONS } from '../../../workflows/domain/reasons'
import { REQUEST_TYPES } from '../../../workflows/domain/requestState'

describe('the rules of a file', () => {
  it('S36 a photo is a JPEG', () => {
    expect(DOCUMENT_RULES.photo.formats).toEqual(['jpeg'])
  })

  it('S37 S38 a photo is 600×800 pixels at 300 dpi', () => {
    expect([PHOTO_WIDTH, PHOTO_HEIGHT, PHOTO_DPI]).toEqual([600, 800, 300])
  })

  it('S39 D10 a photo has at most 1,048,576 bytes', () => {
    expect(DOCUMENT_RULES.photo.maxBytes).toBe(1_048_576)
  })

  it.each(['receipt', 'lossForm', 'policeLetter'] as const)(
    'S40 D11 %s is a JPEG or PDF of at most 5 MiB',
    (kind) => {
      expect(DOCUMENT_RULES[kind]).toEqual({ formats: ['jpeg', 'pdf'], maxBytes: 5_242_880 })
    },
  )
})

describe('the documents of a request', () => {
  it('S24 S29 S35 a card request needs photo and receipt', () => {
    expect(requiredDocuments({ type: 'cardRequest' })).toEqual(['photo', 'receipt'])
  })

  it('S59 S66 a cancellation for loss or theft needs the form and the letter', () => {
    expect(requiredDocuments({ type: 'cancellationRequest', reason: 'lostOrStolen' })).toEqual([
      'lossForm',
      'policeLetter',
    ])
  })

  it.each(CANCELLATION_REASONS.filter((reason) => reason !== 'lostOrStolen'))(
    'S60 a cancellation for %s needs none',
    (reason) => {
      expect(requiredDocuments({ type: 'cancellationRequest', reason })).toEqual([])
    },
  )

  it('every kind of document belongs to exactly one type of request', () => {
    expect(REQUEST_TYPES.flatMap(possibleDocuments)).toEqual(DOCUMENT_KINDS)
  })
})

describe('what a request still lacks', () => {
  it('S35 a card request lacks everything at first, in the order of the screen', () => {
    expect(
      missingParts({ type: 'cardRequest', documents: [], responsibilityAccepted: false }),
    ).toEqual(['photo', 'receipt', 'responsibility'])
  })

  it('S32 a card request lacks only the tick for the responsibility', () => {
    const documents = ['photo', 'receipt'] as const
    expect(missingParts({ type: 'cardRequest', documents, responsibilityAccepted: false })).toEqual(
      ['responsibility'],
    )
    expect(missingParts({ type: 'cardRequest', documents, responsibilityAccepted: true })).toEqual(
      [],
    )
  })

  const cancellation = {
    type: 'cancellationRequest',
    documents: [],
    reasonDetail: null,
    card: 'delivered',
  } as const

  it('S58 a cancellation lacks only its reason until one is chosen', () => {
    expect(missingParts({ ...cancellation, reason: null })).toEqual(['cancellationReason'])
  })

  it('S66 a cancellation for loss or theft lacks both documents until each is uploaded', () => {
    const lost = { ...cancellation, reason: 'lostOrStolen' } as const
    expect(missingParts(lost)).toEqual(['lossForm', 'policeLetter'])
    expect(missingParts({ ...lost, documents: ['lossForm'] })).toEqual(['policeLetter'])
    expect(missingParts({ ...lost, documents: ['policeLetter', 'lossForm'] })).toEqual([])
  })

  it('S60 a cancellation for another reason lacks nothing', () => {
    expect(missingParts({ ...cancellation, reason: 'photoChange' })).toEqual([])
  })

  it('S58 a cancellation for reason “other” lacks its text until it is written', () => {
    const other = { ...cancellation, reason: 'other' } as const
    expect(missingParts(other)).toEqual(['reasonDetail'])
    expect(missingParts({ ...other, reasonDetail: '' })).toEqual(['reasonDetail'])
    expect(missingParts({ ...other, reasonDetail: 'Görev yeri değişti' })).toEqual([])
  })

  it('S56 D3 a cancellation for loss or theft needs another reason if the card never left the bureau', () => {
    const lost = {
      ...cancellation,
      reason: 'lostOrStolen',
      documents: ['policeLetter', 'lossForm'],
    } as const
    for (const card of ['awaitingPrint', 'printHeld', 'printed'] as const)
      expect(missingParts({ ...lost, card })).toEqual(['cancellationReason'])
    expect(missingParts({ ...lost, card: 'sent' })).toEqual([])
  })
})
