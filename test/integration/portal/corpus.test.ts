/**
 * Every file of test/files, uploaded to the portal: what becomes of it, what is stored, and what is
 * served. Two members of staff upload side by side, each to relatives of their own.
 */
import { cardRequestPath, draftDocumentPath, proposalPath } from '../../../services/portal/paths'
import type { KeptDocument, Pin } from '../../../services/shared/store/keptDocument'
import { FOREIGN } from '../../files/corpusFile'
import type { CorpusFile } from '../../files/corpusFile'
import { honestFiles, hostileFiles } from '../../files/corpus'
import { startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember, Username } from '../../support/portalApp'
import { makeRelative } from '../../support/portalCases'

let app: PortalApp
beforeAll(async () => {
  app = await startPortal()
})
afterAll(() => app?.close())

/** The field of a card request to which a file is sent; all papers have the same rules. */
type Field = 'photo' | 'receipt'
const fieldOf = ({ kind }: CorpusFile): Field => (kind === 'photo' ? 'photo' : 'receipt')

/** A member of staff at the page of a relative's card request, to which all files are sent. */
async function uploader(username: Username) {
  const visitor = await app.signedIn(username)
  const token = await visitor.token()
  const { _id: personId } = await makeRelative(app, [username])
  const ofDraft = { personId, submitted: false }

  async function outcomeOf(file: CorpusFile): Promise<CorpusFile['becomes']> {
    const field = fieldOf(file)
    const answer = await visitor.agent
      .post(draftDocumentPath('cardRequest', personId, field))
      .set({ Accept: 'application/json', 'X-CSRF-Token': token })
      .attach(field, await file.make(), 'dosya')
    const { location } = answer.body as { location?: string }
    if (location === proposalPath('cardRequest', personId, field)) return 'fixable'
    if (location === `${cardRequestPath(personId)}#${field}-field`) return 'taken'
    expect(answer.status).toBe(422)
    return 'refused'
  }

  /** Confirms what is offered, as "Bu hâliyle kaydet" does. */
  async function confirm(field: Field): Promise<void> {
    const page = proposalPath('cardRequest', personId, field)
    const html = await visitor.page(page)
    const offered = /name="offered" value="(\d+)"/.exec(html)![1]!
    const frame = Object.fromEntries(
      ['left', 'top', 'width'].flatMap((name) => {
        const found = new RegExp(`name="${name}" value="([\\d.]+)"`).exec(html)
        return found === null ? [] : [[name, found[1]!]]
      }),
    )
    const answer = await visitor.post(page, { offered, ...frame })
    expect(answer.status).toBe(303)
  }

  async function kept(field: Field): Promise<KeptDocument> {
    const { documents } = await app.store.drafts.findOne(ofDraft).orFail().lean()
    return documents.find(({ kind }) => kind === field)!
  }

  return { visitor, personId, outcomeOf, confirm, kept }
}
type Uploader = Awaited<ReturnType<typeof uploader>>

/** Uploads one file after the other and returns what differs from the table. */
async function deviations(one: Uploader, files: readonly CorpusFile[]): Promise<string[]> {
  const found: string[] = []
  for (const file of files) {
    const outcome = await one.outcomeOf(file)
    if (outcome !== file.becomes) found.push(`${file.name}: ${outcome}, not ${file.becomes}`)
    if (outcome === 'refused' || !hostileFiles.includes(file)) continue
    if (outcome === 'fixable') await one.confirm(fieldOf(file))
    const places = await foreignIn(one, fieldOf(file))
    found.push(...places.map((place) => `${file.name}: foreign in ${place}`))
  }
  return found
}

/**
 * Where the foreign part of a file is found: in what is stored of a picture, in the stored pages of
 * a PDF, and in everything that the portal serves.
 */
async function foreignIn({ visitor, personId, kept }: Uploader, field: Field) {
  const document = await kept(field)
  const path = draftDocumentPath('cardRequest', personId, field)
  const stored: [string, Pin][] = (document.pages ?? []).map((page) => ['a stored page', page])
  if (document.measured?.format === 'jpeg') stored.push(['the stored picture', document])
  const served = field === 'photo' ? [path] : [path, `${path}/pages/1`]
  const all: [string, Buffer][] = [
    ...(await Promise.all(
      stored.map(async ([name, pin]): Promise<[string, Buffer]> => [
        name,
        await app.documents.get(pin),
      ]),
    )),
    ...(await Promise.all(served.map((address) => bodyOf(visitor, address)))),
  ]
  return all.filter(([, bytes]) => bytes.includes(FOREIGN)).map(([name]) => name)
}

async function bodyOf(visitor: StaffMember, address: string): Promise<[string, Buffer]> {
  const answer = await visitor
    .get(address)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => done(null, Buffer.concat(parts)))
    })
    .expect(200)
  return [address, answer.body as Buffer]
}

/** Two uploaders share the files, so that both threads of the pool work. */
async function allDeviations(files: readonly CorpusFile[]): Promise<string[]> {
  const pair = await Promise.all([uploader('mother'), uploader('father')])
  const found = await Promise.all(
    pair.map((one, share) =>
      deviations(
        one,
        files.filter((_, index) => index % pair.length === share),
      ),
    ),
  )
  return found.flat()
}

it('D13 every honest file becomes what its table says', async () => {
  expect(await allDeviations(honestFiles)).toEqual([])
}, 240_000)

it('D13 D14 every hostile file becomes what its table says, and nothing foreign is stored or served', async () => {
  expect(await allDeviations(hostileFiles)).toEqual([])
}, 240_000)
