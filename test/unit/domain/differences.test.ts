import { commandsFor, countByKind, differenceOf } from '../../../workflows/domain/differences'
import type { Difference } from '../../../workflows/domain/differences'
import { DIFFERENCE_KINDS } from '../../../workflows/domain/differences'
import { comparedWith } from '../../../workflows/domain/waiting'

const row = (isOpen: boolean, state = 'pending/inReview') => ({ isOpen, state })
const run = (isOpen: boolean, state: string | null = 'pending/inReview') => ({ isOpen, state })

describe('a row and its run', () => {
  it.each([
    ['agree when both are open in the same state', row(true), run(true), null],
    ['agree when both have ended', row(false), run(false), null],
    ['agree when the row has ended and the engine has forgotten its run', row(false), null, null],
    ['agree when there is neither', null, null, null],
    ['differ when only the row is open', row(true), run(false), 'runMissing'],
    ['differ when the engine knows no run of an open row', row(true), null, 'runMissing'],
    ['differ when there is no row', null, run(true), 'rowMissing'],
    ['differ when only the run is open', row(false), run(true), 'runNotEnded'],
    ['differ in their state', row(true), run(true, 'pending/awaitingCard'), 'stateDiffers'],
    ['cannot be compared when the run does not answer', row(true), run(true, null), 'runSilent'],
  ])('%s', (_what, ofRecord, ofEngine, expected) => {
    expect(differenceOf(ofRecord, ofEngine)).toBe(expected)
  })
})

describe('a difference', () => {
  const difference = (kind: Difference['kind']): Difference => ({
    ...{ kind, requestNumber: 'PYK-2026-000001', subject: 'pyk-request-1' },
    ...{ record: 'pending/inReview', run: null, store: null },
  })

  it.each(DIFFERENCE_KINDS)('%s has a command, and a line in Turkish that shows it', (kind) => {
    const commands = commandsFor(difference(kind))
    expect(commands.length).toBeGreaterThan(0)
    const { what } = comparedWith([difference(kind)], 0)
    expect(what).toContain(commands.join(' && '))
    expect(what).toContain('PYK-2026-000001: ')
  })

  it('of states has one command, which ends the run and begins it again', () => {
    expect(commandsFor(difference('stateDiffers'))).toEqual([
      'npm run repair -- PYK-2026-000001 --end-run',
    ])
  })

  it('is counted by its kind; a kind without one counts 0', () => {
    const counts = countByKind([difference('runMissing'), difference('runMissing')])
    expect(counts).toMatchObject({ runMissing: 2, rowMissing: 0 })
    expect(Object.keys(counts)).toEqual([...DIFFERENCE_KINDS])
  })

  it('is shown with twenty others at most; the rest is counted', () => {
    const { what } = comparedWith(Array(30).fill(difference('runMissing')), 5)
    expect(what.match(/npm run repair/g)).toHaveLength(20)
    expect(what).toContain('ve 15 tane daha')
  })
})
