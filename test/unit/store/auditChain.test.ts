/** Chains of audit lines: what a link covers, and which chain a line belongs to. */
import {
  chainOf,
  createAuditSeals,
  parseAuditKeys,
} from '../../../services/shared/store/auditChain/links'
import type { AuditPlace } from '../../../services/shared/store/auditChain/links'
import { createWalk } from '../../../services/shared/store/auditChain/walk'

const KEY = Buffer.alloc(32, 1)
const OTHER_KEY = Buffer.alloc(32, 2)
const seals = createAuditSeals([KEY])
const CHAIN = 'subject:request-1'
const LINE = {
  event: 'requestOpened',
  actor: 'clerk-1',
  subject: 'request-1',
  at: new Date('2026-11-24T09:00:00.000Z'),
  outcome: 'done',
}
const PLACE: AuditPlace = { chain: CHAIN, seq: 3, previous: 'before' }
const linked = { ...LINE, hash: seals.hashOf(PLACE, LINE) }

describe('a link', () => {
  it('fits its line at its place', () => {
    expect(seals.fits(PLACE, linked)).toBe(true)
  })

  it.each<[string, object]>([
    ...Object.keys(LINE).map((field): [string, object] => [field, { [field]: 'changed' }]),
    ['a time, by a millisecond', { at: new Date('2026-11-24T09:00:00.001Z') }],
    ['a field that is added', { note: 'added' }],
    ['a field that is taken away', { actor: undefined }],
    ['the hash', { hash: 'x' }],
    ['no hash', { hash: undefined }],
  ])('does not fit a line with a change of: %s', (_what, change) => {
    expect(seals.fits(PLACE, { ...linked, ...change })).toBe(false)
  })

  it.each([
    ['another chain', { chain: 'subject:request-2' }],
    ['another number', { seq: 4 }],
    ['another line before', { previous: 'other' }],
    ['no line before', { previous: null }],
  ])('does not fit at %s', (_what, change) => {
    expect(seals.fits({ ...PLACE, ...change }, linked)).toBe(false)
  })

  it('does not depend on the order of fields, nor on null for a missing value', () => {
    const asRead = Object.fromEntries<unknown>(
      [...Object.entries(linked), ['address', null] as const].reverse(),
    )
    expect(seals.fits(PLACE, asRead)).toBe(true)
  })

  it('cannot be made without a key, and fits with any key of the configuration', () => {
    expect(createAuditSeals([OTHER_KEY]).fits(PLACE, linked)).toBe(false)
    expect(createAuditSeals([OTHER_KEY, KEY]).fits(PLACE, linked)).toBe(true)
  })
})

it('a mark of an end is of one chain and one count', () => {
  const mark = seals.endOf(CHAIN, 3)
  expect(seals.isEnd(mark, CHAIN, 3)).toBe(true)
  expect(seals.isEnd(mark, CHAIN, 2)).toBe(false)
  expect(seals.isEnd(mark, 'subject:request-2', 3)).toBe(false)
})

describe('a chain', () => {
  const lines = (count: number) => {
    let previous: string | null = null
    return Array.from({ length: count }, (_, index) => {
      const place: AuditPlace = { chain: CHAIN, seq: index + 1, previous }
      const line = { ...LINE, seq: index + 1, number: index }
      previous = seals.hashOf(place, line)
      return { ...line, hash: previous }
    })
  }
  const faultsOf = (chain: { seq: number; hash: string }[]) => {
    const walk = createWalk(seals, CHAIN, 1)
    return chain.map((line) => walk.take(line, line.seq))
  }

  it('is whole as written', () => {
    expect(faultsOf(lines(4))).toEqual([null, null, null, null])
  })

  it('breaks where a line is missing, and is reported once', () => {
    const [first, , third, fourth] = lines(4)
    expect(faultsOf([first!, third!, fourth!])).toEqual([null, 'missing', null])
  })

  it('breaks where two lines have changed places', () => {
    const [first, second, third] = lines(3)
    const swapped = [first!, { ...third!, seq: 2 }, { ...second!, seq: 3 }]
    expect(faultsOf(swapped)).toEqual([null, 'changed', null])
  })

  it('breaks where a line is inserted', () => {
    const [first, second] = lines(2)
    expect(faultsOf([first!, { ...second! }, { ...second!, seq: 3 }])).toEqual([
      null,
      null,
      'changed',
    ])
  })
})

describe('the chain of an entry', () => {
  const at = new Date('2026-11-24T09:00:00.000Z')
  it.each([
    ['is that of its subject', { subject: 'request-1', actor: 'clerk-1', at }, CHAIN],
    ['is that of its actor without a subject', { subject: null, actor: 'a', at }, 'actor:a'],
    ['is that of the day without both', { subject: null, actor: null, at }, 'day:2026-11-24'],
  ])('%s', (_what, entry, chain) => {
    expect(chainOf(entry)).toBe(chain)
  })
})

describe('AUDIT_KEYS', () => {
  it('are keys of 32 bytes', () => {
    const setting = [KEY, OTHER_KEY].map((key) => key.toString('base64')).join(',')
    expect(parseAuditKeys(setting)).toEqual([KEY, OTHER_KEY])
    expect(() => parseAuditKeys('')).toThrow('32 bytes')
    expect(() => parseAuditKeys('c2hvcnQ=')).toThrow('32 bytes')
  })
})
