/**
 * Files at the portal: all faults reported at once, replaced, kept over a new login, visible to the
 * family only.
 */
import sharp from 'sharp'
import { bareCopy } from '../../../services/shared/documents/jpeg/bareCopy'
import {
  cancellationPath,
  cardRequestPath,
  documentPath,
  draftDocumentPath,
} from '../../../services/portal/paths'
import { MAX_UPLOAD_BYTES } from '../../../workflows/domain/documents'
import type { Draft } from '../../../services/shared/store/draft'
import { fileSize } from '../../../services/shared/web/texts/format/numbers'
import type { DocumentKind } from '../../../workflows/domain/documents'
import { formWithButton, linkTo, uploadFieldOf, uploadForm } from '../../support/htmlForm'
import { APP1, COM, withSegment } from '../../support/jpegBuilder'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp } from '../../support/portalApp'
import { fileCardRequest, makeRelative, sample } from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import type { StaffMember } from '../../support/portalApp'

let app: PortalApp
let mother: StaffMember
let child: Relative
let address: string
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app)
  address = cardRequestPath(child._id)
})

const draftsOf = ({ _id }: Relative) => app.store.drafts.find({ personId: _id }).lean()
const audited = (event: string, subject: string) =>
  app.store.auditEntries.find({ event, subject }, { _id: 0, actor: 1, outcome: 1 }).lean()

async function onlyDraft(): Promise<Draft> {
  const drafts = await draftsOf(child)
  expect(drafts).toHaveLength(1)
  return drafts[0]!
}

/** The file that a link of a page leads to. */
async function shownBy(link: string, visitor = mother) {
  const href = linkTo(await visitor.page(address), link)
  return visitor.get(href!).buffer(true).expect(200)
}

/** The picture of the first page that a document's page shows. */
function firstPage(html: string) {
  return mother
    .get(/<img src="([^"]+\/pages\/1)"/.exec(html)![1]!)
    .buffer(true)
    .expect(200)
}

const servedAs = (name: string) => ({
  'content-type': 'image/jpeg',
  'content-disposition': `inline; filename="${name}"`,
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'no-store',
})

describe('S25 S29 an uploaded file', () => {
  it.each<['photo' | 'receipt', string, string, string]>([
    ['photo', 'dogru-fotograf.jpg', 'Fotoğraf başarılı bir şekilde yüklendi', 'Fotoğrafı Göster'],
    ['receipt', 'dogru-dekont.pdf', 'Dekont başarılı bir şekilde yüklendi', 'Dekontu Göster'],
    ['receipt', 'dogru-dekont.jpg', 'Dekont başarılı bir şekilde yüklendi', 'Dekontu Göster'],
  ])(
    'S26 S27 S30 S36 S40 is said to be there and shown by its link: %s %s',
    async (kind, file, said, link) => {
      const before = await mother.page(address)
      expect(before).not.toContain(said)
      expect(linkTo(before, link)).toBeNull()

      const bytes = await sample(file)
      const answer = await mother.upload(address, kind, bytes)
      expect(answer.status).toBe(303)
      // The page begins at the field, above what is said there.
      expect(answer.headers.location).toBe(`${address}#${kind}-field`)
      const field = uploadFieldOf(await mother.page(address), kind)
      expect(field).toContain(said)
      expect(field).toContain(fileSize(bytes.length, 'tr'))
      const shown = await shownBy(link)
      expect(shown.headers['cache-control']).toBe('no-store')
      if (kind === 'photo') {
        expect(shown.body).toEqual(bytes)
        expect(shown.headers).toMatchObject(servedAs('fotograf.jpg'))
      } else {
        expect(shown.text).toContain('Sayfa 1 / 1')
        const picture = await firstPage(shown.text)
        expect(picture.headers).toMatchObject(servedAs('dekont-1.jpg'))
        if (file.endsWith('.jpg')) expect(picture.body).toEqual(bytes)
        else expect(await sharp(picture.body as Buffer).metadata()).toMatchObject({ width: 1240 })
      }

      const draft = await onlyDraft()
      const line = { actor: accountId('mother'), outcome: 'done' }
      expect(await audited('documentUploaded', draft._id)).toEqual([line])
      expect(await audited('documentOpened', draft._id)).toEqual([line])
    },
  )

  it('D13 says in small print that data next to the picture was dropped, if there was any', async () => {
    const DROPPED = 'Resmin dışındaki ek bilgiler (konum, küçük resim, açıklama gibi) kaydedilmedi'
    const picture = await sample('dogru-fotograf.jpg')
    await mother.upload(address, 'photo', picture)
    expect(uploadFieldOf(await mother.page(address), 'photo')).not.toContain(DROPPED)
    await mother.upload(address, 'photo', withSegment(picture, COM, 'a comment'))
    const field = uploadFieldOf(await mother.page(address), 'photo')
    expect(field).toContain('Fotoğraf başarılı bir şekilde yüklendi')
    expect(field).toContain(DROPPED)
  })

  it('D13 says what to look at in a photo that is taken as it is, and leaves it to the person', async () => {
    const ADVICE = 'Fotoğraf çok karanlık görünüyor. Yüzünüze ışık düşen bir yerde yeniden çekin.'
    await mother.upload(address, 'photo', await sample('dogru-fotograf.jpg'))
    expect(uploadFieldOf(await mother.page(address), 'photo')).not.toContain(ADVICE)
    const dark = sharp({ create: { width: 600, height: 800, channels: 3, background: '#1c1c1c' } })
    await mother.upload(
      address,
      'photo',
      await dark.withMetadata({ density: 300 }).jpeg().toBuffer(),
    )
    const field = uploadFieldOf(await mother.page(address), 'photo')
    expect(field).toContain('Fotoğraf başarılı bir şekilde yüklendi')
    expect(field).toContain(ADVICE)
    expect(field).toContain('Bunlar yalnızca öneridir; karar sizindir.')
  })

  it('S28 S31 is replaced by sending another one, and the other file stays', async () => {
    await mother.upload(address, 'photo', await sample('dogru-fotograf.jpg'))
    await mother.upload(address, 'receipt', await sample('dogru-dekont.pdf'))
    await mother.upload(address, 'photo', await sample('dogru-fotograf-exif-ile-donuk.jpg'))
    await mother.upload(address, 'receipt', await sample('dogru-dekont.jpg'))

    const turned = await sample('dogru-fotograf-exif-ile-donuk.jpg')
    expect((await shownBy('Fotoğrafı Göster')).body).toEqual(bareCopy(turned))
    const shown = await shownBy('Dekontu Göster')
    expect((await firstPage(shown.text)).body).toEqual(await sample('dogru-dekont.jpg'))
    expect((await onlyDraft()).documents.map(({ kind }) => kind).sort()).toEqual([
      'photo',
      'receipt',
    ])
  })

  it('S25 is kept in one draft with the file of another tab that is sent at the same moment', async () => {
    const [photo, receipt] = await Promise.all([
      sample('dogru-fotograf.jpg'),
      sample('dogru-dekont.pdf'),
    ])
    const tabs = await Promise.all([
      mother.upload(address, 'photo', photo),
      mother.upload(address, 'receipt', receipt),
    ])
    expect(tabs.map(({ status }) => status)).toEqual([303, 303])
    expect((await onlyDraft()).documents.map(({ kind }) => kind).sort()).toEqual([
      'photo',
      'receipt',
    ])
  })

  it('D12 is stored without what a phone wrote into it, such as the place it was taken at', async () => {
    const place = '39.9208N 32.8541E'
    for (const [kind, link] of [
      ['photo', 'Fotoğrafı Göster'],
      ['receipt', 'Dekontu Göster'],
    ] as const) {
      const bytes = await sample('dogru-fotograf.jpg')
      await mother.upload(address, kind, withSegment(bytes, APP1, `Exif\0\0${place}`))
      const shown = await shownBy(link)
      expect((kind === 'photo' ? shown : await firstPage(shown.text)).body).toEqual(bytes)
    }
    expect(await fileCardRequest(app, mother, child)).toMatchObject({ subState: 'inReview' })
  })

  it('S27 is still there after a new login, on any machine', async () => {
    await mother.upload(address, 'photo', await sample('dogru-fotograf.jpg'))
    const elsewhere = await app.signedIn('mother')
    expect((await shownBy('Fotoğrafı Göster', elsewhere)).body).toEqual(
      await sample('dogru-fotograf.jpg'),
    )
  })
})

describe('a paper', () => {
  it('D14 is shown to staff as pictures only: no route of the portal serves an uploaded PDF', async () => {
    await mother.upload(address, 'receipt', await sample('dogru-dekont.pdf'))
    const { _id } = await fileCardRequest(app, mother, await makeRelative(app))
    const drafts = draftDocumentPath('cardRequest', child._id, 'receipt')
    for (const document of [drafts, documentPath(_id, 'receipt')]) {
      expect(await mother.page(document)).toContain(`src="${document}/pages/1"`)
      const picture = await mother.get(`${document}/pages/1`).expect(200)
      expect(picture.headers).toMatchObject({ 'content-type': 'image/jpeg' })
      await mother.get(`${document}/original`).expect(404)
    }
  })

  it('D11 D13 of more than 5 MB is offered as a smaller one, and with a blank page only after a question', async () => {
    for (const name of ['yanlis-dekont-buyuk-dosya.pdf', 'yanlis-dekont-bos-sayfa.pdf']) {
      const answer = await mother.upload(address, 'receipt', await sample(name))
      expect(answer.headers.location).toBe(`${address}/documents/receipt/proposal`)
    }
    expect((await onlyDraft()).documents).toEqual([])
  })

  it('D14 is zoomed without scripts by links, and by nothing but the known steps', async () => {
    await mother.upload(address, 'receipt', await sample('dogru-dekont.pdf'))
    const document = draftDocumentPath('cardRequest', child._id, 'receipt')
    const html = await mother.page(document)
    expect(linkTo(html, 'Yakınlaştır')).toBe(`${document}?zoom=150`)
    expect(await mother.page(`${document}?zoom=300`)).toContain('pyk-pages__view--300')
    expect(await mother.page(`${document}?zoom=9000`)).toContain('pyk-pages__view--100')
  })

  it('D14 of an earlier record, without pages, is drawn when it is looked at, once', async () => {
    await mother.upload(address, 'receipt', await sample('dogru-dekont.pdf'))
    const { _id } = await onlyDraft()
    await app.store.drafts.updateOne({ _id }, { $unset: { 'documents.0.pages': 1 } })
    const document = draftDocumentPath('cardRequest', child._id, 'receipt')
    expect(await mother.page(document)).toContain('Sayfa 1 / 1')
    const [{ key } = { key: '' }] = (await onlyDraft()).documents
    const read = await app.store.documentPages.findById(key).orFail().lean()
    expect(read.pages).toHaveLength(1)
    await mother.get(`${document}/pages/1`).expect(200)
    expect(await app.store.documentPages.findById(key).lean()).toEqual(read)
  })
})

describe('a file that does not pass', () => {
  it.each([
    [
      'S37',
      'photo',
      'yanlis-fotograf-olcu.jpg',
      ['Resim 480 × 640 piksel; kart için en az 600 × 800 piksel gerekir.'],
    ],
    [
      'S37 D10',
      'photo',
      'yanlis-fotograf-yatay.jpg',
      ['Resim 800 × 600 piksel; kart için en az 600 × 800 piksel gerekir.'],
    ],
    ['S36', 'photo', 'dogru-dekont.pdf', ['Dosya türü uygun değil: PDF; JPG veya JPEG olmalıdır.']],
    [
      'S40',
      'receipt',
      'yanlis-dekont-word.pdf',
      ['Dosya türü uygun değil: Word belgesi; JPG, JPEG veya PDF olmalıdır.'],
    ],
    [
      'S36 S37 D13',
      'photo',
      'yanlis-fotograf-birden-cok.jpg',
      [
        'Dosya bozuk ya da eksik: dosyanın sonu eksik.',
        'Resim 300 × 400 piksel; kart için en az 600 × 800 piksel gerekir.',
      ],
    ],
  ])(
    '%s is refused with all that is wrong, measured and required: %s %s',
    async (_rule, kind, file, faults) => {
      const answer = await mother.upload(address, kind, await sample(file))
      expect(answer.headers.location).toBe(address)
      const html = await mother.page(address)
      for (const fault of faults) {
        // Once in the summary, which leads to the field, and once at the field.
        expect(html).toContain(`href="#${kind}">${fault}`)
        expect(html.slice(html.indexOf(`id="${kind}-error"`))).toContain(fault)
      }
      expect((await onlyDraft()).documents).toEqual([])
      expect(await audited('documentUploaded', child._id)).toEqual([
        { actor: accountId('mother'), outcome: 'refused' },
      ])
    },
  )

  it('S36 S37 D13 is answered to a script with every fault at once', async () => {
    const wrong = await sample('yanlis-fotograf-birden-cok.jpg')
    const answer = await mother.upload(address, 'photo', wrong, { accept: 'application/json' })
    expect(answer.status).toBe(422)
    expect(answer.body).toEqual({
      errors: Array(2).fill(expect.objectContaining({ field: 'photo' })),
    })
    expect(await mother.page(address)).not.toContain('piksel gerekir')
  })

  it('S28 leaves the good file that was uploaded before', async () => {
    const good = await sample('dogru-fotograf.jpg')
    await mother.upload(address, 'photo', good)
    await mother.upload(address, 'photo', await sample('yanlis-fotograf-olcu.jpg'))
    const html = await mother.page(address)
    expect(html).toMatch(/<p [^>]*hidden>[^]*?Fotoğraf başarılı bir şekilde yüklendi/)
    expect(html).toMatch(
      /<p [^>]*data-part="kept">Yeni dosya kabul edilmedi; önceki dosyanız geçerli/,
    )
    expect((await shownBy('Fotoğrafı Göster')).body).toEqual(good)
  })

  it('S24 S25 is asked for if none was chosen', async () => {
    await mother.upload(address, 'photo', Buffer.alloc(0), { name: '' })
    expect(await mother.page(address)).toContain('Önce “Gözat” ile bir dosya seçin')
  })
})

describe('a file of somebody else', () => {
  const photo = 'photo' satisfies DocumentKind

  it('can be uploaded, replaced and opened by nobody outside the family', async () => {
    await mother.upload(address, photo, await sample('dogru-fotograf.jpg'))
    const colleague = await app.signedIn('colleague')
    for (const type of ['cardRequest', 'cancellationRequest'] as const) {
      const kind = type === 'cardRequest' ? photo : 'lossForm'
      await colleague.get(draftDocumentPath(type, child._id, kind)).expect(404)
      const sent = await colleague.postFile(
        draftDocumentPath(type, child._id, kind),
        kind,
        Buffer.from('%PDF-'),
      )
      expect(sent.status).toBe(404)
    }
    await colleague.get(cardRequestPath(child._id)).expect(404)
    await colleague.get(cancellationPath(child._id)).expect(404)
    expect((await onlyDraft()).ownerId).toBe(accountId('mother'))
  })

  it('D5 is prepared by each parent separately', async () => {
    const common = await makeRelative(app, ['mother', 'father'])
    const father = await app.signedIn('father')
    await mother.upload(cardRequestPath(common._id), photo, await sample('dogru-fotograf.jpg'))
    expect(linkTo(await father.page(cardRequestPath(common._id)), 'Fotoğrafı Göster')).toBeNull()
    await father.get(draftDocumentPath('cardRequest', common._id, photo)).expect(404)
  })

  it('S27 S30 of a filed request is shown to the whole family, recorded each time, and to nobody else', async () => {
    const common = await makeRelative(app, ['mother', 'father'])
    const { _id, number } = await fileCardRequest(app, mother, common)
    const [father, colleague] = await Promise.all([
      app.signedIn('father'),
      app.signedIn('colleague'),
    ])
    const shown = await father.page(documentPath(_id, 'receipt'))
    expect(shown).toContain(number)
    const picture = `${documentPath(_id, 'receipt')}/pages/1`
    expect(shown).toContain(`src="${picture}"`)
    expect((await father.get(picture).expect(200)).headers).toMatchObject(
      servedAs(`${number}-dekont-1.jpg`),
    )
    await father.get(`${documentPath(_id, 'receipt')}/pages/2`).expect(404)
    await colleague.get(picture).expect(404)
    await colleague.get(documentPath(_id, 'receipt')).expect(404)
    await mother.get(documentPath(_id, 'lossForm')).expect(404)
    expect(await audited('documentOpened', _id)).toEqual([
      { actor: accountId('father'), outcome: 'done' },
      { actor: accountId('colleague'), outcome: 'refused' },
      { actor: accountId('mother'), outcome: 'refused' },
    ])
  })
})

it('D12 no file, name or identity number reaches the log of the portal', async () => {
  await mother.upload(address, 'photo', await sample('dogru-fotograf.jpg'), {
    name: `${child.surname}.jpg`,
  })
  expect(app.portalLog()).toContain(child._id)
  for (const personal of [child.surname, child.identityNumber, 'JFIF']) {
    expect(app.portalLog()).not.toContain(personal)
  }
})

it('S32 the tick survives an upload without scripts, accepted or refused, and an upload by script leaves it alone', async () => {
  const { _id } = await makeRelative(app)
  const address = cardRequestPath(_id)
  const send = async (fields: Record<string, string>, receipt: Buffer) => {
    const { action, fields: ofPage } = uploadForm(await mother.page(address), 'receipt')
    const answer = await mother.agent
      .post(action)
      .field({ ...ofPage, ...fields })
      .attach('photo', await sample('dogru-fotograf.jpg'), 'chosen-too.jpg')
      .attach('receipt', receipt, 'dekont.pdf')
    expect(answer.status).toBe(303)
  }
  const isTicked = async () =>
    formWithButton(await mother.page(address), 'Kaydet').fields.responsibility === 'accepted'

  const refused = [await sample('yanlis-dekont-parolali.pdf'), Buffer.alloc(MAX_UPLOAD_BYTES + 1)]
  for (const receipt of refused) {
    await send({ responsibility: 'accepted' }, receipt)
    expect(await isTicked()).toBe(true)
    // Shown once with the errors; the draft has no tick yet.
    expect(await isTicked()).toBe(false)
  }
  await send({ responsibility: 'accepted' }, await sample('dogru-dekont.pdf'))
  expect(await isTicked()).toBe(true)
  const draft = await app.store.drafts.findOne({ personId: _id }).orFail().lean()
  expect(draft.documents.map(({ kind }) => kind)).toEqual(['receipt'])

  const { action } = uploadForm(await mother.page(address), 'receipt')
  await mother.postFile(action, 'receipt', await sample('dogru-dekont.pdf'))
  expect(await isTicked()).toBe(true)
})
