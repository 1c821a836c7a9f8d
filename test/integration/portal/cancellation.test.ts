/**
 * The cancellation of a card at the portal: the reason, the documents of a loss, the confirmation,
 * and what follows.
 */
import { randomUUID } from 'node:crypto'
import {
  cancellationPath,
  confirmationPath,
  FAMILY,
  requestPath,
} from '../../../services/portal/paths'
import { requestWorkflowId } from '../../../workflows/contract'
import { formWithButton, linkTo } from '../../support/htmlForm'
import { cardArrival, cardEvent, rejection } from '../../support/messages'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp } from '../../support/portalApp'
import { inSubState, makeRelative, requestOf, sample, uploadGood } from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import type { StaffMember } from '../../support/portalApp'
import { createStoryTeller } from '../../support/stories'
import type { StoryTeller } from '../../support/stories'
import { waitFor } from '../../support/world'

const WARNING =
  'KAYIP/ÇALINTI DIŞINDA İPTALİ YAPILACAK TANITIM KARTI, BİRİM/VALİLİK ARACILIĞIYLA YAZI EKİNDE KİMLİK BÜROSUNA GÖNDERİLMEDİKÇE İPTAL İŞLEMLERİ BAŞLATILMAZ.'
const LOST = { cancellationReason: 'lostOrStolen' }
const DAMAGED = { cancellationReason: 'damaged' }
const GO_ON = 'Devam et'
const SEND = 'İptal talebini gönder'
const DOCUMENT_LINKS = [
  'Kayıp Tanıtım Kartı Bildirim Formunu Göster',
  'Emniyet/Jandarma Bildirim Yazısını Göster',
]

let app: PortalApp
let stories: StoryTeller
let mother: StaffMember
let child: Relative
let cardId: string
let address: string
let question: string
beforeAll(async () => {
  app = await startPortal()
  stories = await createStoryTeller(app)
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app, ['mother', 'father'])
  cardId = await stories.deliveredCard(child._id)
  address = cancellationPath(child._id)
  question = confirmationPath(child._id)
})

const cancellationsOf = ({ _id }: Relative) =>
  app.store.requests.find({ personId: _id, type: 'cancellationRequest' }).lean()

describe('the page', () => {
  it('S56 S57 S58 S67 S69 opens from the row of the relative with every reason, the warning, and what stays valid', async () => {
    const family = await mother.page(FAMILY)
    expect(linkTo(family, `İptal talebi: ${child.name} ${child.surname}`)).toBe(address)
    const html = await mother.page(address)
    for (const text of [
      '<h1 class="pyk-title">Tanıtım Kartı İptal İşlemleri</h1>',
      'İptal Talebi Nedeni',
      WARNING,
      'Kart, büro onaylayana kadar geçerlidir.',
    ]) {
      expect(html).toContain(text)
    }
    for (const reason of [
      'Kayıp/Çalıntı',
      'Fotoğraf değişikliği',
      'Nüfus bilgilerinde değişiklik',
      'Kartın hasar görmesi',
      'Boşanma',
      'Vefat',
      'Personelin görevden ayrılması',
      'Diğer',
    ]) {
      expect(html).toMatch(
        new RegExp(`<label class="[^"]*radios__label"[^>]*>\\s*${reason}\\s*</label>`),
      )
    }
  })

  it('S58 asks for the reason when none was chosen', async () => {
    const answer = await mother.pressOn(address, GO_ON)
    expect(answer.headers.location).toBe(address)
    expect(await mother.page(address)).toContain('href="#cancellationReason">İptal nedenini seçin')
  })

  it('S58 keeps the reason over a new login', async () => {
    await mother.pressOn(address, GO_ON, DAMAGED)
    const elsewhere = await app.signedIn('mother')
    expect(formWithButton(await elsewhere.page(address), GO_ON).fields).toMatchObject(DAMAGED)
  })
})

describe('a lost or stolen card', () => {
  it('S59 S61 S62 takes both documents, says that each was uploaded, and shows them by their links', async () => {
    const before = await mother.page(address)
    expect(before).toContain('Kayıp Tanıtım Kartı Bildirim Formu')
    expect(before).toContain('Emniyet/Jandarma Bildirim Yazısı')
    await uploadGood(mother, address, ['lossForm', 'policeLetter'])
    const html = await mother.page(address)
    for (const [name, link] of [
      ['Kayıp Tanıtım Kartı Bildirim Formu', 'Kayıp Tanıtım Kartı Bildirim Formunu Göster'],
      ['Emniyet/Jandarma Bildirim Yazısı', 'Emniyet/Jandarma Bildirim Yazısını Göster'],
    ] as const) {
      expect(html).toContain(`${name} başarılı bir şekilde yüklendi`)
      const shown = linkTo(html, link)!
      expect(await mother.page(shown)).toContain(`src="${shown}/pages/1"`)
      await mother.get(`${shown}/pages/1`).expect(200).expect('content-type', 'image/jpeg')
    }
  })

  it('S63 replaces a document by sending another, and keeps it when the other does not pass', async () => {
    const link = 'Kayıp Tanıtım Kartı Bildirim Formunu Göster'
    const shown = async () => {
      const picture = `${linkTo(await mother.page(address), link)!}/pages/1`
      return (await mother.get(picture).buffer(true)).body as Buffer
    }
    await uploadGood(mother, address, ['lossForm'])
    await mother.upload(address, 'lossForm', await sample('dogru-dekont.jpg'))
    expect(await shown()).toEqual(await sample('dogru-dekont.jpg'))
    await mother.upload(address, 'lossForm', await sample('yanlis-dekont-word.pdf'))
    expect(await mother.page(address)).toContain(
      'href="#lossForm">Dosya türü uygun değil: Word belgesi;',
    )
    expect(await shown()).toEqual(await sample('dogru-dekont.jpg'))
  })

  it('S59 stays chosen after a document that does not pass, so that its field is seen', async () => {
    await mother.pressOn(address, GO_ON, DAMAGED)
    await mother.upload(address, 'policeLetter', await sample('yanlis-dekont-word.pdf'), {
      entered: LOST,
    })
    const html = await mother.page(address)
    expect(html).toContain('href="#policeLetter">Dosya türü uygun değil')
    expect(formWithButton(html, GO_ON).fields).toMatchObject(LOST)
  })

  it('S66 names both missing documents, then the one that is still missing', async () => {
    expect((await mother.pressOn(address, GO_ON, LOST)).headers.location).toBe(address)
    const both = await mother.page(address)
    expect(both).toContain('href="#lossForm">Kayıp Tanıtım Kartı Bildirim Formunu yükleyin')
    expect(both).toContain('href="#policeLetter">Emniyet/Jandarma Bildirim Yazısını yükleyin')
    expect(formWithButton(both, GO_ON).fields).toMatchObject(LOST)

    await uploadGood(mother, address, ['lossForm'])
    await mother.pressOn(address, GO_ON)
    const one = await mother.page(address)
    expect(one).not.toContain('href="#lossForm"')
    expect(one).toContain('href="#policeLetter">')
  })

  it('S66 is neither confirmed nor filed while a document is missing', async () => {
    await mother.pressOn(address, GO_ON, LOST)
    await mother.get(question).expect(303).expect('location', address)
    const draft = await app.store.drafts
      .findOne({ personId: child._id, submitted: false })
      .orFail()
      .lean()
    expect((await mother.post(question, { draftId: draft._id })).headers.location).toBe(address)
    expect(await mother.page(address)).toContain('href="#lossForm">')
    expect(await cancellationsOf(child)).toEqual([])
  })

  it('S61 S62 S64 shows both documents by their links on the confirmation, as on the page before', async () => {
    await uploadGood(mother, address, ['lossForm', 'policeLetter'])
    const before = await mother.page(address)
    await mother.pressOn(address, GO_ON, LOST)
    const asked = await mother.page(question)
    for (const link of DOCUMENT_LINKS) {
      expect(linkTo(asked, link)).toBe(linkTo(before, link))
      await mother.get(`${linkTo(asked, link)!}/pages/1`).expect(200)
    }
  })

  it('S64 S65 S69 S70 S71 is confirmed, filed, shown and followed, and the card stays valid', async () => {
    await uploadGood(mother, address, ['lossForm', 'policeLetter'])
    expect((await mother.pressOn(address, GO_ON, LOST)).headers.location).toBe(question)
    expect(await cancellationsOf(child)).toEqual([])
    const asked = await mother.page(question)
    for (const text of [`${child.name} ${child.surname}`, 'Kayıp/Çalıntı', 'geçerlidir']) {
      expect(asked).toContain(text)
    }
    expect(asked).not.toContain('geri alınamaz')

    expect((await mother.press(asked, SEND)).headers.location).toBe(FAMILY)
    const { _id, number, documents, reason } = await requestOf(app, child)
    expect(reason).toBe('lostOrStolen')
    expect(documents.map(({ kind }) => kind)).toEqual(['lossForm', 'policeLetter'])
    const html = await mother.page(FAMILY)
    expect(html).toContain('Kimlik Bürosuna yönlendirilmiştir')
    expect(html).toContain(number)
    expect(html).toMatch(/Kart İptal Talebi[^]*Onay Bekliyor[^]*Kayıp\/Çalıntı/)
    await inSubState(app, _id, 'inReview')
    expect((await app.store.cards.findById(cardId).orFail().lean()).cancelledAt).toBeNull()
  })
})

describe('a card to be cancelled for another reason', () => {
  it('S60 S67 S68 D6 needs no document, and its request waits for the card', async () => {
    expect((await mother.pressOn(address, GO_ON, DAMAGED)).headers.location).toBe(question)
    const asked = await mother.page(question)
    for (const document of ['Bildirim Formu', 'Bildirim Yazısı'])
      expect(asked).not.toContain(document)
    expect(asked).toContain('kart gelmeden iptal işlemleri başlamaz')
    await mother.press(asked, SEND)
    const { _id, documents } = await requestOf(app, child)
    expect(documents).toEqual([])
    await inSubState(app, _id, 'awaitingCard')
    expect(await mother.page(FAMILY)).toContain('Kart bekleniyor')
  })

  it('S59 S60 shows the places for documents with the saved reason of a loss, and with no other', async () => {
    const places = async () =>
      /pyk-follows-answer[^]*?class="(govuk-radios__conditional[^"]*)"/.exec(
        await mother.page(address),
      )![1]
    expect(await places()).toContain('--hidden')
    await mother.pressOn(address, GO_ON, LOST)
    expect(await places()).not.toContain('--hidden')
    await mother.pressOn(address, GO_ON, DAMAGED)
    expect(await places()).toContain('--hidden')
  })

  it('S60 sends no documents that were uploaded for a reason given before', async () => {
    await uploadGood(mother, address, ['lossForm', 'policeLetter'])
    await mother.pressOn(address, GO_ON, LOST)
    await mother.pressOn(address, GO_ON, DAMAGED)
    await mother.pressOn(question, SEND)
    expect((await requestOf(app, child)).documents).toEqual([])
  })

  it('D3 holds a card that has not left the bureau, and says that none need be sent', async () => {
    const atBureau = await makeRelative(app)
    await stories.cardInProduction(atBureau._id)
    const html = await mother.page(cancellationPath(atBureau._id))
    expect(html).toContain('Bu kart henüz Kimlik Bürosundan çıkmadı')
    // First what holds for this card, then the warning for all the others.
    expect(html.indexOf('göndereceğiniz bir kart yoktur')).toBeLessThan(html.indexOf(WARNING))
    expect(html).toContain('Aşağıdaki uyarı, size gönderilmiş kartlar içindir.')
    expect(html).toContain('göndereceğiniz bir kart yoktur. Bugün gönderirseniz')
    await mother.pressOn(cancellationPath(atBureau._id), GO_ON, DAMAGED)
    const asked = await mother.page(confirmationPath(atBureau._id))
    expect(asked).toContain('kart göndermeniz gerekmez')
    for (const page of [html, asked]) {
      expect(page).toContain('Büro karar verene kadar kart basılmaz ve gönderilmez.')
      expect(page).not.toContain('geçerlidir')
      expect(page).not.toContain('yazı ekinde gönderin')
    }
    await mother.press(asked, SEND)
    await inSubState(app, (await requestOf(app, atBureau))._id, 'inReview')
  })
})

describe('reason “Diğer”', () => {
  const OTHER = { cancellationReason: 'other' }
  const WORDS = 'Kart <eski> ünvanı taşıyor'
  const SHOWN = 'Diğer: <span lang="tr">Kart &lt;eski&gt; ünvanı taşıyor</span>'

  it('S58 asks which one, and keeps what was entered', async () => {
    expect((await mother.pressOn(address, GO_ON, OTHER)).headers.location).toBe(address)
    const html = await mother.page(address)
    expect(html).toContain('href="#reasonDetail">İptal nedeninizin ne olduğunu yazın')
    expect(formWithButton(html, GO_ON).fields).toMatchObject(OTHER)
    await mother.pressOn(address, GO_ON, { ...OTHER, reasonDetail: `  ${WORDS} ` })
    expect(await mother.page(question)).toContain(SHOWN)
    expect(await mother.page(address)).toContain('value="Kart &lt;eski&gt; ünvanı taşıyor"')
  })

  it.each([
    ['what is too long', 'x'.repeat(201), '201 karakter; en çok 200 karakter olabilir'],
    ['D12 an identity number', 'T.C. 100 000 001 46', 'T.C. kimlik numarasını çıkarın'],
  ])('S58 refuses %s, and records none of it', async (_what, reasonDetail, fault) => {
    await mother.pressOn(address, GO_ON, { ...OTHER, reasonDetail })
    expect(await mother.page(address)).toContain(fault)
    const draft = await app.store.drafts.findOne({ personId: child._id, submitted: false }).lean()
    expect(draft?.reasonDetail ?? null).toBeNull()
  })

  it('S46 S58 S70 D12 is in the record and on the pages in these words, and in no history', async () => {
    await mother.pressOn(address, GO_ON, { ...OTHER, reasonDetail: WORDS })
    await mother.pressOn(question, SEND)
    const { _id } = await requestOf(app, child)
    await inSubState(app, _id, 'awaitingCard')
    expect(await mother.page(requestPath(_id))).toContain(SHOWN)
    expect(await mother.page(FAMILY)).toContain(SHOWN)
    const history = await app.client.workflow
      .getHandle(requestWorkflowId(child.personKey))
      .fetchHistory()
    expect(JSON.stringify(history)).not.toMatch(/ünvan|eski/)
    const payloads = JSON.stringify(history).match(/"data":"[^"]*"/g) ?? []
    expect(
      payloads.map((data) => Buffer.from(data.slice(8, -1), 'base64').toString()).join(),
    ).not.toContain('ünvan')
  })

  it('S58 is forgotten when another reason is chosen', async () => {
    await mother.pressOn(address, GO_ON, { ...OTHER, reasonDetail: WORDS })
    await mother.pressOn(address, GO_ON, { ...DAMAGED, reasonDetail: WORDS })
    expect(await mother.page(question)).not.toContain('ünvan')
    await mother.pressOn(question, SEND)
    const { _id } = await requestOf(app, child)
    expect(await app.store.explanations.countDocuments({ requestId: _id })).toBe(0)
  })

  it('S55 S73 is there again when the request has been returned', async () => {
    await mother.pressOn(address, GO_ON, { ...OTHER, reasonDetail: WORDS })
    await mother.pressOn(question, SEND)
    const { _id } = await requestOf(app, child)
    await inSubState(app, _id, 'awaitingCard')
    await app.runs.recordArrival(child.personKey, cardArrival(_id))
    await inSubState(app, _id, 'inReview')
    await app.runs.decide(child.personKey, rejection(_id, { reasons: ['cardMismatch'] }))
    await inSubState(app, _id, 'returned')
    expect(formWithButton(await mother.page(address), GO_ON).fields).toMatchObject({
      ...OTHER,
      reasonDetail: 'Kart &lt;eski&gt; ünvanı taşıyor',
    })
  })
})

describe('a card that never left the bureau', () => {
  it.each([
    ['awaits its print', []],
    ['is printed', ['printed']],
  ] as const)(
    'S56 S59 D3 that %s is not offered as lost, nor taken as such',
    async (_what, events) => {
      const held = await makeRelative(app)
      const cardOfHeld = await stories.cardInProduction(held._id)
      for (const kind of events) {
        await app.runs.recordProduction(cardEvent(cardOfHeld, kind))
        await waitFor(() => app.store.cards.exists({ _id: cardOfHeld, subState: kind }), {
          what: `the card to be ${kind}`,
        })
      }
      const path = cancellationPath(held._id)
      const html = await mother.page(path)
      expect(html).not.toMatch(
        /value="lostOrStolen"|Kayıp Tanıtım Kartı Bildirim Formu|Kayıp\/Çalıntı:/,
      )
      expect(html).toContain('value="damaged"')

      await mother.post(path, LOST)
      expect(await mother.page(path)).toContain(
        'href="#cancellationReason">Bu kart Kimlik Bürosundan çıkmadı',
      )
      await app.store.drafts.updateOne(
        { personId: held._id, submitted: false },
        { $set: { reason: 'lostOrStolen' } },
      )
      await mother.get(confirmationPath(held._id)).expect(303).expect('location', path)
      const draft = await app.store.drafts
        .findOne({ personId: held._id, submitted: false })
        .orFail()
        .lean()
      await mother.post(confirmationPath(held._id), { draftId: draft._id })
      expect(await cancellationsOf(held)).toEqual([])
    },
  )
})

it('a cancellation sent twice at once, and once more, is one request', async () => {
  await mother.pressOn(address, GO_ON, DAMAGED)
  const asked = await mother.page(question)
  const answers = await Promise.all([mother.press(asked, SEND), mother.press(asked, SEND)])
  answers.push(await mother.press(asked, SEND))
  expect(answers.map(({ headers }) => headers.location)).toEqual([FAMILY, FAMILY, FAMILY])
  expect(await cancellationsOf(child)).toHaveLength(1)
})

describe('no cancellation can be requested', () => {
  it('S56 for a relative without a card', async () => {
    const cardless = await makeRelative(app)
    const refused = await mother.get(cancellationPath(cardless._id)).expect(409)
    expect(refused.text).toContain('iptal edilebilecek bir kartı yok')
    expect(refused.text).toContain(`href="${FAMILY}"`)
    expect((await mother.post(cancellationPath(cardless._id), DAMAGED)).status).toBe(409)
  })

  it('S53 D5 while one of the other parent is open, and the page names it', async () => {
    await mother.pressOn(address, GO_ON, DAMAGED)
    await mother.pressOn(question, SEND)
    const { _id, number } = await requestOf(app, child)
    const father = await app.signedIn('father')
    for (const answer of [
      await father.get(address),
      await father.get(question),
      await father.post(address, LOST),
      await father.post(question, { draftId: randomUUID() }),
    ]) {
      expect(answer.status).toBe(409)
      expect(answer.text).toContain(number)
      expect(answer.text).toContain(`href="${requestPath(_id)}"`)
    }
    expect(await app.store.drafts.countDocuments({ ownerId: accountId('father') })).toBe(0)
  })

  it('for a person of another family, as if that person did not exist', async () => {
    const colleague = await app.signedIn('colleague')
    for (const path of [address, question, cancellationPath(randomUUID())]) {
      await colleague.get(path).expect(404)
      expect((await colleague.post(path, { ...DAMAGED, draftId: randomUUID() })).status).toBe(404)
    }
  })
})
