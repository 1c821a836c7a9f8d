/** The files on the review page: what was measured, their pages, and whether others have them too. */
import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, fileCard, makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import type { KeptDocument } from '../../../services/shared/store/keptDocument'
import type { RequestRecord } from '../../../services/shared/store/request'
import { linkTo } from '../../support/htmlForm'
import { recordIn } from '../../support/recordIn'
import { IN_REVIEW } from '../../support/requestStates'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const page = async (path: string, visitor = clerk) => (await visitor.get(path).expect(200)).text
const { audited } = recordIn(() => app)

it('S36 S37 S38 S39 shows the photo with what was measured on it', async () => {
  const request = await fileCard(app, await makeRelative(app, 'selin'))
  const html = await page(`/requests/${request._id}/review`)
  expect(html).toContain(`src="/requests/${request._id}/documents/photo/pages/1"`)
  expect(html.match(/pyk-checks__item--ok/g)).toHaveLength(4)
  expect(html).toMatch(/600 × 800[^]*300 × 300 dpi[^]*\d+ KB[^]*temiz/)
})

it('S36 S37 S38 shows what intake measured without reading a file again', async () => {
  const child = await makeRelative(app, 'selin')
  const picture = await readFile('deploy/demo/samples/dogru-fotograf.jpg')
  const photo = await app.documents.put('photo', picture)
  const receipt = await app.documents.put('receipt', picture)
  const receiptPage = { ...receipt, width: 600, height: 800 }
  // Differs from the file, so that the page can only have it from the record.
  const measured = { format: 'jpeg', width: 601, height: 800, dpi: { x: 72, y: 300 } } as const
  const { _id } = await writeRow(app, child, IN_REVIEW, {
    documents: [
      { ...photo, measured },
      { ...receipt, measured: { format: 'pdf', pages: 2 }, pages: [receiptPage, receiptPage] },
    ],
  })
  const read = jest.spyOn(app.documents, 'get')
  const html = await page(`/requests/${_id}/review`)
  expect(read).not.toHaveBeenCalled()
  read.mockRestore()
  expect(html).toMatch(/checks__item--fault[^]*601 × 800[^]*checks__item--fault[^]*72 × 300 dpi/)
  expect(html).toContain('Dekontu Göster')
})

it('D9 reports a lost file also if it was measured', async () => {
  const child = await makeRelative(app, 'selin')
  const picture = await readFile('deploy/demo/samples/dogru-fotograf.jpg')
  const photo = await app.documents.put('photo', picture)
  const measured = { format: 'jpeg', width: 600, height: 800, dpi: { x: 300, y: 300 } } as const
  const { _id } = await writeRow(app, child, IN_REVIEW, {
    documents: [{ ...photo, versionId: 'gone', measured }],
  })
  expect(await page(`/requests/${_id}/review`)).toContain('Fotoğraf okunamadı')
})

it('S37 shows by its measurements why a photo does not fit', async () => {
  const child = await makeRelative(app, 'selin')
  const photo = await app.documents.put(
    'photo',
    await readFile('deploy/demo/samples/yanlis-fotograf-olcu.jpg'),
  )
  const measured = { format: 'jpeg', width: 480, height: 640, dpi: { x: 300, y: 300 } } as const
  const { _id } = await writeRow(app, child, IN_REVIEW, { documents: [{ ...photo, measured }] })
  const html = await page(`/requests/${_id}/review`)
  expect(html.match(/pyk-checks__item--fault/g)).toHaveLength(1)
  expect(html).toMatch(/checks__item--fault[^]*Boyut 600 × 800 piksel[^]*\d+ × \d+/)
})

it('D9 reports a lost file instead of showing none, and shows no file that was altered', async () => {
  const child = await makeRelative(app, 'selin')
  const photo = await app.documents.put(
    'photo',
    Buffer.from('\xff\xd8\xff another picture', 'latin1'),
  )
  const receipt = { ...photo, kind: 'receipt' as const, versionId: 'gone' }
  const { _id } = await writeRow(app, child, IN_REVIEW, {
    documents: [{ ...photo, sha256: 'ab'.repeat(32) }, receipt],
  })
  const html = await page(`/requests/${_id}/review`)
  expect(html).toContain('Fotoğraf okunamadı')
  expect(html).toContain('Dosya okunamadı')
  await clerk.get(`/requests/${_id}/documents/photo`).expect(500)
})

it('S30 S61 S62 opens the files in place, kept nowhere, and each opening is in the audit trail', async () => {
  const request = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
  const html = await page(`/requests/${request._id}/review`)
  expect(html).toContain('Kayıp Tanıtım Kartı Bildirim Formunu Göster')
  expect(html).toContain('Emniyet/Jandarma Bildirim Yazısını Göster')
  const form = `/requests/${request._id}/documents/lossForm`
  const answer = await clerk.get(form).expect(200)
  expect(answer.text).toContain(`src="${form}/pages/1"`)
  expect(answer.headers['cache-control']).toBe('no-store')
  const picture = await clerk.get(`${form}/pages/1`).expect(200)
  expect(picture.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': `inline; filename="${request.number}-kayip-bildirim-formu-1.jpg"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
  expect(await audited('documentOpened', request._id)).toEqual([
    { actor: accountId('aygul'), outcome: 'done' },
  ])
  await clerk.get(`/requests/${request._id}/documents/photo`).expect(404)
})

it('S30 D14 shows the pages of the receipt next to the photo without a click, and what is noted about its file', async () => {
  const child = await makeRelative(app, 'selin')
  const bytes = await readFile('deploy/demo/samples/dogru-dekont-betik.pdf')
  const receipt = await app.documents.put('receipt', bytes)
  const { _id, number } = await writeRow(app, child, IN_REVIEW, { documents: [receipt] })
  const html = await page(`/requests/${_id}/review`)
  expect(html).toContain(`src="/requests/${_id}/documents/receipt/pages/1"`)
  expect(html).toContain('Dosyada JavaScript var; burada çalışmaz.')
  expect(await audited('documentOpened', _id)).toEqual([])

  const paper = await page(linkTo(html, 'Dekontu Göster')!)
  expect(paper).toContain('yalnız gerekiyorsa indirin')
  const original = linkTo(paper, 'Özgün dosyayı indir')!
  const saved = await clerk.get(original).buffer(true).expect(200)
  expect(saved.body).toEqual(bytes)
  expect(saved.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${number}-dekont.pdf"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  expect(await audited('originalDownloaded', _id)).toEqual([
    { actor: accountId('aygul'), outcome: 'done' },
  ])
})

it('shows the photo of the last card next to the new one', async () => {
  const child = await makeRelative(app, 'selin')
  const picture = await readFile('deploy/demo/samples/dogru-fotograf.jpg')
  const documents = [
    await app.documents.put('photo', picture),
    await app.documents.put('receipt', picture),
  ]
  const before = await writeRow(
    app,
    child,
    { type: 'cardRequest', status: 'approved', subState: 'cardCancelled' },
    { documents, filedAt: new Date('2026-02-03T09:00:00Z') },
  )
  const { _id } = await writeRow(app, child, IN_REVIEW, { documents })
  const html = await page(`/requests/${_id}/review`)
  expect(html).toMatch(
    new RegExp(
      `src="/requests/${_id}/documents/photo/pages/1"[^]*src="/requests/${before._id}/documents/photo/pages/1"`,
    ),
  )
  expect(html).toContain('Önceki fotoğraf · 03.02.2026')
})

describe('files that another request has as well', () => {
  const picture = readFile('deploy/demo/samples/dogru-fotograf.jpg')

  /** A request with a photo and a receipt of its own, unless they are given. */
  async function withFiles(
    files: Partial<Record<'photo' | 'receipt', KeptDocument>>,
    over: Partial<RequestRecord> = {},
    person?: Relative,
  ) {
    const own = async (kind: 'photo' | 'receipt') => ({
      ...(await app.documents.put(kind, await picture)),
      sha256: randomBytes(32).toString('hex'),
    })
    const documents = [files.photo ?? (await own('photo')), files.receipt ?? (await own('receipt'))]
    const child = person ?? (await makeRelative(app, 'selin'))
    return writeRow(app, child, IN_REVIEW, { documents, ...over })
  }

  const looking = async (kind: 'photo' | 'receipt', ...bands: string[]) => {
    const look = bands.map((band, index) => `${index}${band}`)
    const size = { width: 600, height: 800, dpi: { x: 300, y: 300 } }
    const measured = { format: 'jpeg', ...size, look } as const
    const sha256 = randomBytes(32).toString('hex')
    return { ...(await app.documents.put(kind, await picture)), sha256, measured }
  }
  const alarms = async ({ _id }: Pick<RequestRecord, '_id'>) => {
    const html = await page(`/requests/${_id}/review`)
    return [...html.matchAll(/data-reuse="([\w-]+)"([^]*?)<\/div>/g)].flatMap(([, what, line]) =>
      [...line!.matchAll(/href="\/requests\/([\w-]+)"/g)].map(([, id]) => `${what} ${id}`),
    )
  }

  it('S29 the same receipt file is an alarm with a link to the other request', async () => {
    const { documents, ...other } = await withFiles({})
    const receipt = documents.find(({ kind }) => kind === 'receipt')!
    expect(await alarms(await withFiles({ receipt }))).toEqual([`receipt-file ${other._id}`])
  })

  it('S29 S74 a receipt of many requests takes one line, which names the newest and unfolds the others', async () => {
    const { documents } = await withFiles({})
    const receipt = documents.find(({ kind }) => kind === 'receipt')!
    const others = await Promise.all(
      [1, 2, 3, 4].map((day) =>
        withFiles({ receipt }, { filedAt: new Date(`2026-03-0${day}T09:00:00Z`) }),
      ),
    )
    const shown = await withFiles({ receipt }, { filedAt: new Date('2026-02-01T09:00:00Z') })
    const html = await page(`/requests/${shown._id}/review`)
    expect(html.match(/data-reuse="receipt-file"/g)).toHaveLength(1)
    expect(html).toContain('<summary>ve 4 daha</summary>')
    expect((await alarms(shown)).slice(1)).toEqual(
      others.reverse().map((other) => `receipt-file ${other._id}`),
    )
  })

  it('S74 however many have the same receipt, no other requests are read to find them', async () => {
    const shown = await withFiles({
      receipt: await looking('receipt', ...Array<string>(8).fill('5a5a5a5a')),
    })
    const { store } = app
    const row = await store.requests.findById(shown._id).orFail().lean()
    const like = (year: number, number: number, over: object) => ({
      ...{ ...row, _id: randomUUID(), filedAt: new Date(Date.UTC(year, 0, 1)) },
      ...{ number: `PYK-${year}-${String(number).padStart(6, '0')}`, ...over },
    })
    const OTHERS = 1_000
    const SAME = 150
    await store.requests.insertMany([
      ...Array.from({ length: OTHERS }, (_, index) => like(2019, index, { documents: [] })),
      ...Array.from({ length: SAME }, (_, index) => like(2027, index, {})),
    ])
    const db = store.connection.db!
    await db.command({ profile: 2 })
    expect(await page(`/requests/${shown._id}/review`)).toContain(
      `<summary>ve ${SAME - 1} daha</summary>`,
    )
    await db.command({ profile: 0 })
    const reads = await db
      .collection<{ keysExamined?: number }>('system.profile')
      .find({ op: { $in: ['query', 'getmore'] }, ns: `${db.databaseName}.requests` })
      .toArray()
    expect(reads.length).toBeGreaterThan(0)
    expect(Math.max(...reads.map(({ keysExamined = 0 }) => keysExamined))).toBeLessThan(OTHERS)
    await store.requests.deleteMany({ number: /^PYK-20(19|27)-/ })
  })

  it('S29 so is a receipt that looks the same, and one that only resembles it is not', async () => {
    const bands = [
      '0f0f0f0f',
      '1e1e1e1e',
      '2d2d2d2d',
      '3c3c3c3c',
      '4b4b4b4b',
      '5a5a5a5a',
      '69696969',
    ]
    const other = await withFiles({ receipt: await looking('receipt', ...bands, '78787878') })
    const alike = await looking('receipt', ...bands, '7878787f')
    expect(await alarms(await withFiles({ receipt: alike }))).toEqual([`receipt-look ${other._id}`])
    const otherBands = bands.map(() => 'ffffffff')
    const resembling = await looking('receipt', ...otherBands, '78787878')
    expect(await alarms(await withFiles({ receipt: resembling }))).toEqual([])
  })

  it('S51 a rejected request hands its receipt on to the next one for the same person without an alarm', async () => {
    const child = await makeRelative(app, 'selin')
    const rejected = { status: 'rejected', subState: 'returned', queue: 'archive' } as const
    const { documents } = await withFiles({}, rejected, child)
    const receipt = documents.find(({ kind }) => kind === 'receipt')!
    expect(await alarms(await withFiles({ receipt }, {}, child))).toEqual([])
  })

  it('a photo is only advice, and only on another person', async () => {
    const child = await makeRelative(app, 'selin')
    const { documents, ...other } = await withFiles({}, {}, child)
    const photo = documents.find(({ kind }) => kind === 'photo')!
    expect(await alarms(await withFiles({ photo }, {}, child))).toEqual([])
    const shown = await withFiles({ photo })
    expect((await alarms(shown)).filter((alarm) => alarm.includes(other._id))).toEqual([
      `photo-file ${other._id}`,
    ])
    expect(await page(`/requests/${shown._id}/review`)).toContain('Öneri: aynı fotoğraf')
  })
})
