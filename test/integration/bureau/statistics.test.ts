/** The figures of the head of the bureau: counted by hand here, on the page, and in the files. */
import { unzipSync } from 'fflate'
import type { RequestState } from '../../../workflows/domain/requestState'
import type { RequestRecord } from '../../../services/shared/store/request'
import { covered } from '../../../services/bureau/operations/statistics'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { HOUR_MS } from '../../support/durations'
import { DELIVERED, IN_REVIEW, RETURNED } from '../../support/requestStates'

const CANCELLATION_RETURNED: RequestState = {
  type: 'cancellationRequest',
  status: 'rejected',
  subState: 'returned',
}

let app: BureauApp
let head: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  head = await app.signedIn('ilhan')
  child = await makeRelative(app, 'selin')
  await app.store.units.create({ _id: '1010', name: '=Birim; "bir"', phone: '1', managers: [] })
  await writeMarch()
})
afterAll(() => app?.close())

/** Seven requests of March 2026, and one that was filed a minute after it. */
async function writeMarch(): Promise<void> {
  const filed = (filedAt: string) => ({ filedAt: new Date(filedAt), queuedAt: new Date(filedAt) })
  // Two working days: Tuesday and Wednesday.
  await writeRow(app, child, DELIVERED, {
    ...filed('2026-03-02T08:00:00Z'),
    ...decision('approved', 'aygul', '2026-03-04T09:00:00Z'),
  })
  // Five: the week has the feast of Ramazan, whose Friday is free.
  await writeRow(app, child, DELIVERED, {
    ...filed('2026-03-16T08:00:00Z'),
    ...decision('approved', 'aygul', '2026-03-24T09:00:00Z'),
    photoPutRight: true,
  })
  // Two: it could be reviewed when its card had come, on Thursday.
  await writeRow(app, child, CANCELLATION_RETURNED, {
    ...filed('2026-02-20T08:00:00Z'),
    ...decision('rejected', 'yigit', '2026-03-09T09:00:00Z', ['cardMismatch', 'otherReason']),
    cardReceived: {
      receiptId: 'r',
      letterNo: '1',
      letterDate: '2026-03-04',
      by: accountId('aygul'),
      at: new Date('2026-03-05T08:00:00Z'),
    },
    unitCode: '2006',
  })
  // By the document check, which is nobody's work.
  await writeRow(app, child, RETURNED, {
    ...filed('2026-03-30T08:00:00Z'),
    ...decision('rejected', null, '2026-03-30T08:00:05Z', ['documentCheckFailed']),
  })
  // Half an hour before and a minute after the end of March in Istanbul.
  const [yesterday, tonight] = [new Date(Date.now() - 24 * HOUR_MS), endOfToday()]
  await writeRow(app, child, IN_REVIEW, { ...filed('2026-03-31T20:30:00Z'), dueAt: yesterday })
  await writeRow(app, child, IN_REVIEW, { ...filed('2026-03-31T21:01:00Z'), dueAt: tonight })
}

function decision(
  outcome: 'approved' | 'rejected',
  by: 'aygul' | 'yigit' | null,
  at: string,
  reasons: NonNullable<RequestRecord['decision']>['reasons'] = [],
): Pick<RequestRecord, 'decision'> {
  return {
    decision: {
      decisionId: at,
      outcome,
      by: by === null ? null : accountId(by),
      at: new Date(at),
      reasons,
      explanationId: null,
    },
  }
}

/** The last moment of today in Istanbul. */
function endOfToday(): Date {
  const OFFSET_MS = 3 * HOUR_MS
  const day = new Date(Date.now() + OFFSET_MS).toISOString().slice(0, 10)
  return new Date(Date.parse(day) + 24 * HOUR_MS - OFFSET_MS - 1)
}

const MARCH = 'from=2026-03-01&to=2026-03-31'
const csv = async (table: string, query = MARCH) => {
  const answer = await head.get(`/management/statistics/csv/${table}?${query}`).buffer().expect(200)
  return { headers: answer.headers, lines: answer.text.split('\r\n') }
}

const FILE_NAMES: Record<string, string> = {
  flow: 'gelen-ve-karar',
  days: 'karar-suresi',
  reasons: 'ret-sebepleri',
  units: 'birimler',
  clerks: 'memurlar',
}

it.each([
  [
    'flow',
    [
      'Dönem;Gelen talep;Karar;Onay;Ret;Ortanca iş günü;90. yüzdelik iş günü',
      '01.03.2026;0;0;0;0;;',
      '02.03.2026–08.03.2026;1;1;1;0;2;2',
      '09.03.2026–15.03.2026;0;1;0;1;2;2',
      '16.03.2026–22.03.2026;1;0;0;0;;',
      '23.03.2026–29.03.2026;0;1;1;0;5;5',
      '30.03.2026–31.03.2026;2;1;0;1;;',
      '',
    ],
  ],
  ['days', ['İş günü;Karar', '0;0', '1;0', '2;2', '3;0', '4;0', '5;1', '']],
  [
    'reasons',
    ['Ret sebebi;Sayı', 'Belge denetimi (sistem);1', 'Diğer;1', expect.stringMatching(/;1$/), ''],
  ],
  ['units', ['Birim;Gelen talep;Onay;Ret', `"'=Birim; ""bir""";4;2;1`, '2006;0;0;1', '']],
  [
    'clerks',
    [
      'Memur;Karar;Onay;Ret;Ortanca iş günü;90. yüzdelik iş günü',
      'Aygül Ünal;2;2;0;2;5',
      'Belge denetimi (sistem);1;0;1;;',
      'Yiğit Koç;1;0;1;2;2',
      '',
    ],
  ],
])(
  'S74 counts the %s of a period, as a file that opens in a Turkish Excel',
  async (table, lines) => {
    const file = await csv(table)
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(file.headers['content-disposition']).toBe(
      `attachment; filename="${FILE_NAMES[table]!}-2026-03-01-2026-03-31.csv"`,
    )
    expect(file.lines).toEqual([`\uFEFF${String(lines[0])}`, ...lines.slice(1)])
  },
)

it('S74 shows the same on the page, with charts that need no style of their own', async () => {
  const html = await head.page(`/management/statistics?${MARCH}`)
  const numbers = [...html.matchAll(/pyk-figure__count">([^<]*)</g)].map(([, number]) => number)
  // Received, decided, median, ninetieth, overdue now, photos put right.
  expect(numbers).toEqual(['4', '4', '2', '5', '1', '1'])
  expect(html).toContain('1 talebin son günü bugün')
  expect(html).toContain('iş günü içinde kararların yarısı verildi')
  expect(html).toContain('href="/queues/review?due=overdue"')
  expect(html).toContain('1 Mart 2026 – 31 Mart 2026')
  expect(html.match(/<svg class="pyk-chart__drawing"/g)).toHaveLength(6)
  expect(html).not.toMatch(/ style=|<style|NaN|undefined/)
  expect(html).toContain('<td role="cell" class="pyk-table__cell" data-label="Ortanca iş günü">')
})

it('S74 says of days without a decision that nothing was measured', async () => {
  const html = await head.page('/management/statistics?from=2020-01-01&to=2020-01-10')
  expect(html.match(/Bu dönemde süresi ölçülen karar yok/g)).toHaveLength(2)
  expect(html).not.toContain('kararların yarısı')
})

it('S74 counts a unit alone', async () => {
  const { lines } = await csv('clerks', `${MARCH}&unit=2006`)
  expect(lines.slice(1)).toEqual(['Yiğit Koç;1;0;1;2;2', ''])
})

it('S74 has every table as a sheet of a workbook, in which nothing is a formula', async () => {
  const { body } = (await head
    .get(`/management/statistics/xlsx?${MARCH}`)
    .buffer()
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', (part: Buffer) => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })
    .expect(200)) as { body: Buffer }
  const files = unzipSync(body)
  const text = (name: string) => Buffer.from(files[name]!).toString()
  const sheets = [...text('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]+)"/g)]
  expect(sheets.map(([, name]) => name)).toEqual([
    'Özet',
    'Gelen talepler ve kararlar',
    'Karara kadar geçen iş günü',
    'Ret sebepleri',
    'Birimler',
    'Memurlar',
  ])
  const sheet = (index: number) => text(`xl/worksheets/sheet${index + 1}.xml`)
  const numbersOf = (index: number) =>
    [...sheet(index).matchAll(/<c r="(\w+)"(?: s="\d+")?><v>([^<]*)<\/v>/g)].map(
      ([, at, value]) => [at, value],
    )
  // Received, cards, cancellations, decided, approved, rejected, median, 90th, late twice, photos.
  expect(numbersOf(0).map(([, value]) => value)).toEqual([
    '4',
    '4',
    '0',
    '4',
    '2',
    '2',
    '2',
    '5',
    '1',
    '1',
    '1',
  ])
  // Working days are numbers too, so that Excel can sort and add them.
  expect(numbersOf(2).filter(([at]) => at!.startsWith('A'))).toEqual(
    ['0', '1', '2', '3', '4', '5'].map((days, row) => [`A${row + 2}`, days]),
  )
  const all = Object.keys(files).filter((name) => name.startsWith('xl/worksheets/'))
  expect(all.map(text).join('')).not.toContain('<f>')
})

it('D12 has no name and no number of a relative in its files', async () => {
  const { name, surname } = await app.store.people.findById(child._id).orFail().lean()
  for (const table of ['flow', 'days', 'reasons', 'units', 'clerks']) {
    const { lines } = await csv(table)
    expect(lines.join()).not.toMatch(new RegExp(`${name}|${surname}|\\d{11}`))
  }
})

it('leads to the days that were entered, or says what is wrong with them', async () => {
  const days = (from: string, to: string) => {
    const parts = (field: string, day: string) => {
      const [d = '', m = '', y = ''] = day.split('.')
      return { [`${field}-day`]: d, [`${field}-month`]: m, [`${field}-year`]: y }
    }
    return head.post('/management/statistics', {
      ...parts('from', from),
      ...parts('to', to),
      unit: '',
    })
  }
  expect((await days('1.3.2026', '31.3.2026')).headers.location).toBe(
    `/management/statistics?${MARCH}`,
  )
  for (const [from, to, fault] of [
    ['1.3.2026', '31.2.2026', 'Takvimde olan bir gün girin'],
    ['', '31.3.2026', 'Günü girin'],
    ['2.3.2026', '1.3.2026', 'Son gün ilk günden önce olamaz'],
  ] as const) {
    expect((await days(from, to)).headers.location).toBe('/management/statistics')
    expect(await head.page('/management/statistics')).toContain(fault)
  }
})

it('is audited, and every download by itself', async () => {
  await app.store.auditEntries
    .find({ event: { $in: ['statisticsOpened', 'statisticsDownloaded'] } })
    .lean()
    .then((entries) => {
      expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([accountId('ilhan')]))
      expect(entries.map(({ subject }) => subject)).toContain('clerks')
    })
  expect(nameOf('ilhan')).toBe('İlhan Karaağaç')
})

it.each(['arrivals', 'decisions', 'decisionsOfUnits'] as const)(
  'reads an index alone for the %s, of all units and of one',
  async (name) => {
    for (const ofUnit of [{}, { unitCode: '1010' }]) {
      const pipeline = covered({ first: '2026-03-01', last: '2026-03-31' }, ofUnit)[name]
      const plan = await app.store.requests.collection.aggregate(pipeline).explain()
      const { queryPlanner } = (
        'stages' in plan ? (plan['stages'] as { $cursor: unknown }[])[0]!.$cursor : plan
      ) as { queryPlanner: { winningPlan: unknown } }
      const winning = JSON.stringify(queryPlanner.winningPlan)
      expect(winning).toContain('"IXSCAN"')
      expect(winning).not.toContain('"FETCH"')
    }
  },
)

it('S74 shows the head what is late, in one place', async () => {
  const html = await head.page('/management')
  const numbers = [...html.matchAll(/pyk-figure__count">([^<]*)</g)].map(([, number]) => number)
  expect(numbers).toEqual(['1', '1'])
})
