/** The limits of Temporal: alike in both stacks, safe for a run, and large enough for our own data. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { firstOf } from '../../../activities/retention/deletion'
import { ENGINE_LIMITS } from '../../../deploy/local/servers/engineLimits'
import { MOST_REFUSALS } from '../../../workflows/bounds'
import type { CarriedRequest, DocumentCheck, Refusal } from '../../../workflows/contract'
import { DOCUMENT_FAULT_CODES, MAX_PDF_PAGES } from '../../../workflows/domain/documents'
import { REFUSAL_CAUSES } from '../../../workflows/domain/messages'
import { cardRequestInput } from '../../support/messages'
import { AWAITING_CARD } from '../../support/requestStates'

/** Temporal's own limit, after which it ends a run. */
const HISTORY_BYTES = 50 * 1024 * 1024

const id = 'x'.repeat(64)
const longest = (texts: readonly string[]) => texts.reduce((a, b) => (a.length > b.length ? a : b))
const bytesOf = (payload: unknown) => Buffer.byteLength(JSON.stringify(payload))

it('are the same in both stacks', () => {
  const settings = z
    .record(z.string(), z.tuple([z.strictObject({ value: z.number() })]))
    .parse(parse(readFileSync('deploy/compose/temporal.yaml', 'utf8')))
  for (const [name, value] of Object.entries(ENGINE_LIMITS))
    expect([name, settings[name]]).toEqual([name, [{ value }]])
})

it('end no run, even if every signal that it accepts is as large as allowed', () => {
  const signals = ENGINE_LIMITS['history.maximumSignalsPerExecution']
  expect(signals * ENGINE_LIMITS['limit.blobSize.error']).toBeLessThan(0.8 * HISTORY_BYTES)
})

it('tell a run to continue as new before it has had all signals that it accepts', () => {
  expect(ENGINE_LIMITS['limit.historyCount.suggestContinueAsNew']).toBeLessThan(
    ENGINE_LIMITS['history.maximumSignalsPerExecution'],
  )
})

describe('are above the largest payloads of our own:', () => {
  const limit = ENGINE_LIMITS['limit.blobSize.warn']

  it('a request that continues as new, and the answer of its query', () => {
    const refusal: Refusal = {
      messageId: id,
      message: 'physicalCardReceived',
      cause: longest(REFUSAL_CAUSES) as Refusal['cause'],
      by: id,
      at: '2026-11-24T09:00:00.123456789Z',
    }
    const carried: CarriedRequest = {
      state: AWAITING_CARD,
      since: refusal.at,
      dueAt: refusal.at,
      seq: 1_000,
      documentsChecked: true,
      cardHeld: false,
      cardReceived: null,
      opened: { openingId: id, requestId: id, by: id, at: refusal.at },
      alarms: [],
      refusals: {
        latest: Array.from({ length: MOST_REFUSALS }, () => refusal),
        count: 1_000_000,
        unrecorded: 1_000_000,
      },
    }
    const relatedStaffIds = Array.from({ length: 20 }, () => id)
    expect(bytesOf({ ...cardRequestInput({ relatedStaffIds }), carried })).toBeLessThan(limit)
  })

  it('a document check that finds every fault in every document', () => {
    const faults = DOCUMENT_FAULT_CODES.map((code) => ({
      code,
      measured: 'x'.repeat(100),
      required: 'x'.repeat(100),
    }))
    const check: DocumentCheck = {
      faults: (['lossForm', 'policeLetter'] as const).map((kind) => ({ kind, faults })),
    }
    expect(bytesOf(check)).toBeLessThan(limit)
  })

  it('a batch of deletions, each of as many files as a draft can have', () => {
    const key = `documents/${crypto.randomUUID()}`
    const filesOfDocument = 1 + MAX_PDF_PAGES
    const filesOfProposal = 2 + filesOfDocument
    const keys = Array.from({ length: 2 * (filesOfDocument + filesOfProposal) }, () => key)
    const _id = `unconfirmedUpload:${id}:policeLetter:1790000000000`
    const begun = Array.from({ length: 20 }, () => ({ _id, keys }))
    expect(bytesOf(firstOf(begun))).toBeLessThan(limit)
    expect(firstOf(begun).ids.length).toBeGreaterThan(0)
  })
})
