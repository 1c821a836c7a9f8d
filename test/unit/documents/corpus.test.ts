import { judgeDocument } from '../../../services/shared/documents/intake/judgeDocument'
import type {
  Judgement,
  KeptCopy,
  Picture,
} from '../../../services/shared/documents/intake/judgement'
import { treatmentOf } from '../../../workflows/domain/documents'
import type { DocumentKind } from '../../../workflows/domain/documents'
import { honestFiles, hostileFiles } from '../../files/corpus'
import { FOREIGN } from '../../files/corpusFile'
import type { CorpusFile } from '../../files/corpusFile'
import { manyStreamWords } from '../../files/papers/hostileBombs'
import { rightPhoto } from '../../support/jpegBuilder'

/** Files that are judged without the pool, which ends work that takes too long. */
const judged = (files: readonly CorpusFile[]) => files.filter(({ endedByPool }) => !endedByPool)

describe('the corpus', () => {
  it('D13 D14 has at least 60 honest and 60 hostile files, each with a name of its own', () => {
    expect(honestFiles.length).toBeGreaterThanOrEqual(60)
    expect(hostileFiles.length).toBeGreaterThanOrEqual(60)
    const names = [...honestFiles, ...hostileFiles].map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describe('an honest file', () => {
  it.each(judged(honestFiles))('D13 is $becomes: $name', expectAsTheTableSays)

  it('D13 is never refused', () => {
    expect(honestFiles.filter(({ becomes }) => becomes === 'refused')).toEqual([])
  })
})

describe('a hostile file', () => {
  it.each(judged(hostileFiles))('D13 D14 is $becomes, and harmless: $name', expectAsTheTableSays)
})

describe('the time that a file takes', () => {
  it('D13 grows no faster than the number of its segments', async () => {
    const photo = await rightPhoto()
    const [few, many] = [20_000, 80_000].map((count) => withEmptySegments(photo, count))
    await expectLinear('photo', few!, many!)
  })

  it('D13 grows no faster than the number of words that may end an object', async () => {
    await expectLinear('receipt', manyStreamWords(8_000), manyStreamWords(32_000))
  })
})

async function expectAsTheTableSays({ kind, becomes, because, notes, make }: CorpusFile) {
  const judgement = await judgeDocument(kind, await make())
  const codes = judgement.findings.map(({ code }) => code)
  expect({ outcome: judgement.outcome, codes }).toEqual({
    outcome: becomes,
    codes: because === undefined ? codes : expect.arrayContaining([because]),
  })
  expect(treatmentOf(judgement.findings) ?? 'cleaned').toBe(
    becomes === 'taken' ? 'cleaned' : becomes,
  )
  if (notes !== undefined) expect(judgement).toMatchObject({ copy: { measured: { notes } } })
  for (const { bytes } of shownOf(judgement)) {
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8')
    expect(bytes.includes(FOREIGN)).toBe(false)
  }
}

/** All that anybody is shown of a file; of a picture this is also what is stored. */
function shownOf(judgement: Judgement): Pick<Picture, 'bytes'>[] {
  switch (judgement.outcome) {
    case 'refused':
      return []
    case 'taken':
      return picturesOf(judgement.copy)
    case 'fixable': {
      const { offer } = judgement
      return offer.kind === 'frame' ? [offer.upright] : picturesOf(offer.copy)
    }
  }
}

function picturesOf(copy: KeptCopy): Pick<Picture, 'bytes'>[] {
  return copy.measured.format === 'jpeg' ? [copy] : copy.pages
}

function withEmptySegments(jpeg: Buffer, count: number): Buffer {
  const empty = Buffer.from([0xff, 0xe5, 0, 2])
  const segments = Array<Buffer>(count).fill(empty)
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
}

/** Four times the size may cost less than eight times the time; quadratic work costs sixteen. */
async function expectLinear(kind: DocumentKind, small: Buffer, large: Buffer) {
  const before: number[] = []
  const after: number[] = []
  for (let run = 0; run < 5; run += 1) {
    before.push(await timeOf(kind, small))
    after.push(await timeOf(kind, large))
  }
  expect(Math.min(...after) / Math.min(...before)).toBeLessThan(8)
}

async function timeOf(kind: DocumentKind, bytes: Buffer): Promise<number> {
  // The time of the processor, since a busy machine stretches that of the clock.
  const before = process.cpuUsage()
  await judgeDocument(kind, bytes)
  const { user, system } = process.cpuUsage(before)
  return user + system
}
