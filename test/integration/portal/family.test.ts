/**
 * The screen of the family and of its requests: who is listed, what may be done for each, and the
 * stage of each request.
 */
import { randomUUID } from 'node:crypto'
import {
  cancellationPath,
  cardRequestPath,
  FAMILY,
  HOME,
  missingPath,
  requestPath,
} from '../../../services/portal/paths'
import { shortDate } from '../../../services/shared/web/texts/format/dates'
import { onDay } from '../../../services/shared/web/texts/format/onDay'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { RejectionReason } from '../../../workflows/domain/reasons'
import { linkTo } from '../../support/htmlForm'
import { impossibleInLog, makeImpossible } from '../../support/impossibleState'
import { approval, rejection } from '../../support/messages'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp } from '../../support/portalApp'
import {
  explain,
  fileCardRequest,
  inSubState,
  makeRelative,
  requestOf,
  sample,
  uploadGood,
} from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import type { StaffMember } from '../../support/portalApp'
import { createStoryTeller } from '../../support/stories'
import type { StoryTeller } from '../../support/stories'

const NOBODY = 'Eş ve çocuk bilgisi bulunamamıştır!'
const THIS_YEAR = Number(istanbulDayOf(new Date().toISOString()).slice(0, 4))

let app: PortalApp
let stories: StoryTeller
let mother: StaffMember
beforeAll(async () => {
  app = await startPortal()
  stories = await createStoryTeller(app)
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  await app.store.families.deleteMany({})
})

const nameOf = ({ name, surname }: Relative) => `${name} ${surname}`

/** The rows of one of the two tables, each as the words a reader sees. */
function rowsOf(html: string, table: 'family' | 'requests'): string[] {
  const section = html.slice(html.indexOf(`id="${table}"`)).split('</section>')[0]!
  return section.split('<tr role="row">').slice(2).map(wordsOf)
}

function requestRowsOf(html: string, relative: Relative): string[] {
  return rowsOf(html, 'requests').filter((row) => row.includes(nameOf(relative)))
}

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

async function rowOf(relative: Relative): Promise<string> {
  const rows = rowsOf(await mother.page(FAMILY), 'family').filter((row) =>
    row.includes(nameOf(relative)),
  )
  expect(rows).toHaveLength(1)
  return rows[0]!
}

/** A request that a clerk has rejected with some words of their own. */
async function rejected(relative: Relative, reasons: RejectionReason[]) {
  const request = await fileCardRequest(app, mother, relative)
  const explanationId = await explain(app, request._id, 'Saçlar yüzün bir bölümünü kapatıyor.')
  const decision = rejection(request._id, { reasons, explanationId })
  expect(await app.runs.decide(relative.personKey, decision)).toEqual({ kind: 'taken' })
  await inSubState(app, request._id, 'returned')
  return request
}

describe('the family list', () => {
  it('S13 S14 has its title and lists spouse and children, eldest first, without any action by the user', async () => {
    const young = await makeRelative(app, ['mother'], {
      birthDate: { year: 2006, month: 0, day: 0 },
    })
    const elder = await makeRelative(app, ['mother'], {
      birthDate: { year: 2001, month: 4, day: 0 },
    })
    const spouse = await makeRelative(app, ['mother'], { relation: 'spouse' })
    const html = await mother.page(FAMILY)
    expect(html).toContain(
      '<h1 class="pyk-title">PERSONEL YAKINI TANITIM KART TALEP İŞLEMLERİ</h1>',
    )
    expect(html).not.toContain(NOBODY)
    const rows = rowsOf(html, 'family')
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain(`${nameOf(spouse)} Eş · 19.05.2001`)
    expect(rows[1]).toContain(`${nameOf(elder)} Çocuk · 04.2001`)
    expect(rows[2]).toContain(`${nameOf(young)} Çocuk · 2006`)
  })

  it('S15 says so when there is nobody, and shows no list', async () => {
    const colleague = await app.signedIn('colleague')
    const html = await colleague.page(FAMILY)
    expect(html).toContain(NOBODY)
    expect(html).not.toContain('<table')
  })

  it('S2 S15 S41 still shows the stage of earlier requests', async () => {
    const child = await makeRelative(app)
    const { _id, number } = await fileCardRequest(app, mother, child)
    // The message about the filing leads to the request; it is shown once.
    await mother.page(FAMILY)
    await app.store.families.deleteMany({})
    const html = await mother.page(FAMILY)
    expect(html).toContain(NOBODY)
    expect(rowsOf(html, 'requests')[0]).toMatch(
      new RegExp(`${nameOf(child)} ${number}.*Onay Bekliyor`),
    )
    expect(html).not.toContain(requestPath(_id))
  })

  it('S15 D9 a relative who is not on record is a fault, and never a smaller or an empty family', async () => {
    await makeRelative(app)
    await app.store.families.updateOne(
      { _id: accountId('mother') },
      { $push: { members: { personId: 'nobody', relation: 'child' } } },
    )
    const answer = await mother.get(FAMILY).expect(500)
    expect(answer.text).toContain('Bu bir sistem arızasıdır')
    expect(answer.text).not.toContain(NOBODY)
  })

  it('S10 S11 S22 offers a card for everybody who may have one', async () => {
    const child = await makeRelative(app)
    expect(linkTo(await mother.page(FAMILY), `Kart talep et: ${nameOf(child)}`)).toBe(
      cardRequestPath(child._id),
    )
    expect(await rowOf(child)).toContain('Kart yok')
  })

  it('S18 S19 S20 shows who works at the ministry with the reason next to the name, and offers no card', async () => {
    const { personKey } = await app.store.accounts.findById(accountId('colleague')).orFail().lean()
    const employed = await makeRelative(app, ['mother'], { personKey })
    const row = await rowOf(employed)
    expect(row).toContain('Bakanlık personeline kart talebinde bulunulamaz')
    expect(row).not.toContain('Kart talep et')
    await app.store.people.deleteOne({ _id: employed._id })
  })

  it('S18 S20 knows somebody on the staff register who has no account yet', async () => {
    const employed = await makeRelative(app)
    const { personKey, identity } = await app.store.people.findById(employed._id).orFail().lean()
    const member = { name: nameOf(employed), registryNo: '299001', unitCode: '1010' }
    await app.store.staff.create({ _id: randomUUID(), personKey, identity, ...member })
    expect(await rowOf(employed)).toContain('Bakanlık personeline kart talebinde bulunulamaz')
    await app.store.staff.deleteOne({ personKey })
  })

  it('S21 D4 shows a child under 15 with the day on which a card can be requested', async () => {
    const born = { year: THIS_YEAR - 10, month: 6, day: 0 }
    const row = await rowOf(await makeRelative(app, ['mother'], { birthDate: born }))
    expect(row).toContain(`15 yaşını ${onDay(`30.06.${THIS_YEAR + 5}`, 'tr')} dolduracak`)
    expect(row).not.toContain('Kart talep et')
  })

  it('S57 offers the cancellation for everybody who has a card', async () => {
    const child = await makeRelative(app)
    await stories.deliveredCard(child._id)
    expect(linkTo(await mother.page(FAMILY), `İptal talebi: ${nameOf(child)}`)).toBe(
      cancellationPath(child._id),
    )
    expect(await rowOf(child)).toMatch(/Teslim edildi.*İptal talebi girilebilir\./)
  })

  it('S47 S71 offers nothing but to follow while a request is open, whichever parent filed it (D5)', async () => {
    const child = await makeRelative(app, ['mother', 'father'])
    const father = await app.signedIn('father')
    const { _id } = await fileCardRequest(app, father, child)
    const row = await rowOf(child)
    expect(row).toMatch(
      /Onay Bekliyor.*Kart Talebi · İnceleme sırasında.* tarihinden beri Kimlik Bürosunda · .* kaldı\) Yeni talep girilemez\./,
    )
    expect(row).not.toContain('Kart talep et')
    expect(linkTo(await mother.page(FAMILY), `Takip et: ${nameOf(child)}`)).toBe(requestPath(_id))
  })

  it('names an unfinished request and links to it, until it is filed', async () => {
    const child = await makeRelative(app)
    await uploadGood(mother, cardRequestPath(child._id), ['photo'])
    const link = `Yarım kalan kart talebine devam et: ${nameOf(child)}`
    expect(linkTo(await mother.page(FAMILY), link)).toBe(cardRequestPath(child._id))
    await fileCardRequest(app, mother, child)
    expect(await rowOf(child)).not.toContain('Yarım kalan')
  })

  it('S51 opening a request that must be fixed does not create an unfinished request', async () => {
    const child = await makeRelative(app)
    await rejected(child, ['photoFaceNotVisible'])
    await mother.page(cardRequestPath(child._id))
    expect(await rowOf(child)).not.toContain('Yarım kalan')
    await uploadGood(mother, cardRequestPath(child._id), ['photo'])
    expect(await rowOf(child)).toContain('Yarım kalan kart talebine devam et')
  })

  it('names an unfinished cancellation as such', async () => {
    const child = await makeRelative(app)
    await stories.deliveredCard(child._id)
    await mother.pressOn(cancellationPath(child._id), 'Devam et', { cancellationReason: 'damaged' })
    const link = `Yarım kalan iptal talebine devam et: ${nameOf(child)}`
    expect(linkTo(await mother.page(FAMILY), link)).toBe(cancellationPath(child._id))
  })

  it('S42 S43 S54 S72 says in the exact words that the cancellation was approved', async () => {
    const child = await makeRelative(app)
    await stories.cardInProduction(child._id)
    await mother.pressOn(cancellationPath(child._id), 'Devam et', { cancellationReason: 'damaged' })
    await mother.pressOn(`${cancellationPath(child._id)}/confirmation`, 'İptal talebini gönder')
    const { _id } = await requestOf(app, child)
    await inSubState(app, _id, 'inReview')
    await app.runs.decide(child.personKey, approval(_id))
    await inSubState(app, _id, 'cardCancelled')
    const day = shortDate(new Date())
    expect(await rowOf(child)).toContain(
      `Kart yok Kart İptal Talebi · Onaylandı · Kart iptal edildi, ${day} Kart talebi girilebilir.`,
    )
  })

  it('D5 a draft does not count if the other parent has got a card in the meantime', async () => {
    const child = await makeRelative(app, ['mother', 'father'])
    await uploadGood(mother, cardRequestPath(child._id), ['photo'])
    await stories.deliveredCard(child._id)
    expect(await rowOf(child)).not.toContain('Yarım kalan')
  })

  it('D12 shows no identity number', async () => {
    const child = await makeRelative(app)
    expect(await mother.page(FAMILY)).not.toContain(child.identityNumber)
  })

  it('is for staff alone, and opening it is recorded', async () => {
    const manager = await app.signedIn('manager')
    await manager.get(FAMILY).expect(403)
    await mother.page(FAMILY)
    const [last] = await app.store.auditEntries
      .find({ event: 'familyOpened' })
      .sort({ at: -1 })
      .limit(1)
      .lean()
    expect(last).toMatchObject({
      actor: accountId('mother'),
      subject: accountId('mother'),
      outcome: 'done',
    })
  })
})

describe('the stage of each request', () => {
  it('D5 says which parent asked', async () => {
    const child = await makeRelative(app, ['mother', 'father'])
    await fileCardRequest(app, mother, child)
    const father = await app.signedIn('father')
    const rows = async (reader: StaffMember) => requestRowsOf(await reader.page(FAMILY), child)
    expect(await rows(mother)).toEqual([expect.stringContaining('Talep eden: Siz')])
    expect(await rows(father)).toEqual([expect.stringContaining('Talep eden: Gökçe Şimşek')])
    const wife = await makeRelative(app, ['father'], {
      relation: 'spouse',
      personKey: 'key-mother',
    })
    expect(await rows(father)).toEqual([expect.stringContaining('Talep eden: Eşiniz Gökçe Şimşek')])
    await app.store.people.deleteOne({ _id: wife._id })
  })

  it('S2 S41 S42 S43 S44 S45 S46 has the exact columns', async () => {
    const child = await makeRelative(app)
    await fileCardRequest(app, mother, child)
    const html = await mother.page(FAMILY)
    const columns = [
      ...html
        .slice(html.indexOf('id="requests"'))
        .matchAll(/<th role="columnheader"[^>]*>([^]*?)<\/th>/g),
    ]
    expect(columns.map(([, text]) => wordsOf(text!)).slice(1)).toEqual([
      'Talep Tipi',
      'Talep Durumu',
      'Ret Sebebi',
      'Ret Sebebi Açıklama',
      'İptal Sebebi',
    ])
  })

  it('S44 S45 S50 S51 a rejection is listed with its reasons and the clerk’s words, and a new request is offered', async () => {
    const child = await makeRelative(app)
    const { number } = await rejected(child, ['photoFaceNotVisible', 'receiptUnreadable'])
    const html = await mother.page(FAMILY)
    expect(requestRowsOf(html, child)).toEqual([
      expect.stringMatching(
        new RegExp(
          `${nameOf(child)} , ${number}.*Talep eden: Siz Kart Talebi Reddedildi Yüz tam görünmüyor, Dekont okunmuyor Saçlar yüzün bir bölümünü kapatıyor. — Yok`,
        ),
      ),
    ])
    expect(html).toContain(`${nameOf(child)}’in fotoğrafı ve dekontu düzeltilmeli`)
    expect(linkTo(html, 'Düzelt ve yeniden talep et')).toBe(cardRequestPath(child._id))
    expect(html).toMatch(
      /pyk-banner--warning[^]*Saçlar yüzün bir bölümünü kapatıyor\.[^]*id="family"/,
    )
    expect(linkTo(html, `Düzelt ve yeniden talep et: ${nameOf(child)}`)).toBe(
      cardRequestPath(child._id),
    )
    expect(await rowOf(child)).toContain('Yeni talep girilebilir.')
  })

  it.each([
    [
      'S51 S52 promises to keep the other document where only one must be corrected',
      ['receiptUnreadable'],
      true,
    ],
    ['S51 promises nothing where both are', ['photoFaceNotVisible', 'receiptUnreadable'], false],
    ['S51 promises nothing where only the explanation says what is wrong', ['otherReason'], false],
  ] as const)('%s', async (_what, reasons, kept) => {
    const child = await makeRelative(app)
    await rejected(child, [...reasons])
    expect((await mother.page(FAMILY)).includes('diğer bilgileriniz korunur')).toBe(kept)
  })

  it('S42 S46 S70 a cancellation is listed with its reason, next to the request of its card', async () => {
    const child = await makeRelative(app)
    await stories.deliveredCard(child._id)
    await mother.pressOn(cancellationPath(child._id), 'Devam et', {
      cancellationReason: 'photoChange',
    })
    await mother.pressOn(`${cancellationPath(child._id)}/confirmation`, 'İptal talebini gönder')
    await inSubState(app, (await requestOf(app, child))._id, 'awaitingCard')
    const rows = requestRowsOf(await mother.page(FAMILY), child)
    expect(rows).toEqual([
      expect.stringMatching(
        /Kart İptal Talebi Onay Bekliyor Kart bekleniyor .*Fotoğraf değişikliği/,
      ),
      expect.stringMatching(/Kart Talebi Onaylandı Teslim edildi/),
    ])
  })

  it('S50 D9 a rejection asks for a correction in amber and is no alert, on every page and every visit', async () => {
    const child = await makeRelative(app)
    await rejected(child, ['photoFaceNotVisible', 'receiptUnreadable'])
    // The message about the filing has been shown by then.
    await mother.page(FAMILY)
    for (const path of [FAMILY, cardRequestPath(child._id), FAMILY]) {
      const html = await mother.page(path)
      const notice = /<div class="pyk-banner([^>]*)>([^]*?)<\/p>/.exec(html)!
      expect(notice[1]).toBe(' pyk-banner--warning"')
      expect(wordsOf(notice[2]!)).toMatch(/^Düzeltme gerekli: /)
      expect(html).not.toMatch(/pyk-banner--error|role="alert"|Hata:<|Hata: </)
    }
    expect(await mother.page(cardRequestPath(child._id))).toContain(
      'Önceki talep şu nedenlerle iade edildi',
    )
    expect(await mother.page(HOME)).not.toMatch(/#fault"/)
  })

  it('S51 names one reason as one', async () => {
    const child = await makeRelative(app)
    await rejected(child, ['photoFaceNotVisible'])
    expect(await mother.page(cardRequestPath(child._id))).toContain(
      'Önceki talep şu nedenle iade edildi',
    )
  })

  it('D9 a request that the document check returned is shown as that, not as a clerk’s decision', async () => {
    const child = await makeRelative(app)
    const address = cardRequestPath(child._id)
    await uploadGood(mother, address, ['photo', 'receipt'])
    // The stored file differs from the uploaded one, which only the check of the run can find.
    const pinned = await app.documents.put('photo', await sample('yanlis-fotograf-olcu.jpg'))
    await app.store.drafts.updateOne(
      { personId: child._id, 'documents.kind': 'photo' },
      { $set: { 'documents.$.key': pinned.key, 'documents.$.versionId': pinned.versionId } },
    )
    await mother.pressOn(address, 'Kaydet', { responsibility: 'accepted' })
    const [filed] = await app.store.requests.find({ personId: child._id }).lean()
    await inSubState(app, filed!._id, 'returned')

    const html = await mother.page(FAMILY)
    expect(html).toMatch(/pyk-banner--error">[^]*Hata: [^]*belgeleri düzeltilmeli/)
    expect(html).not.toContain('pyk-banner--warning')
    const details = await mother.page(requestPath(filed!._id))
    expect(details).toContain('Bu talebi bir memur değil, sistemin belge denetimi iade etti.')
    expect(details).toContain('bu bir memur kararı değildir. Yeni talep girilebilir.')
    expect(details).not.toContain('Hata ya da eksiklik nedeniyle reddedildi')
    expect(details).toContain('Fotoğraf: Saklanan dosya, yüklenen dosyadan farklı.')
  })

  it('shows a request whose state is impossible as unreadable, logs it, and keeps the rest usable', async () => {
    const [child, other] = [await makeRelative(app), await makeRelative(app)]
    const { _id, number } = await fileCardRequest(app, mother, child)
    await inSubState(app, _id, 'inReview')
    await makeImpossible(app.store, _id)
    const words = new RegExp(`Okunamıyor ${number} Kaydın durumu tutarsız. Numarasını sistem`)
    expect(await rowOf(child)).toMatch(words)
    expect(await mother.page(FAMILY)).toContain(`href="${cardRequestPath(other._id)}"`)
    const [tracked] = requestRowsOf(await mother.page(FAMILY), child)
    expect(tracked).toMatch(new RegExp(`${number}.*Okunamıyor Kaydın durumu tutarsız`))
    expect(app.portalLog()).toMatch(impossibleInLog(_id))

    for (const path of [requestPath(_id), cardRequestPath(child._id), missingPath(child._id)]) {
      const page = await mother.get(path)
      expect([path, page.status]).toEqual([path, 409])
      expect(page.text).toContain('Bu talebin durumu okunamıyor')
    }
  })

  it('shows nothing of another family', async () => {
    const child = await makeRelative(app)
    const { number } = await fileCardRequest(app, mother, child)
    const colleague = await app.signedIn('colleague')
    const html = await colleague.page(FAMILY)
    expect(html).toContain(NOBODY)
    expect(html).not.toContain(number)
  })
})
