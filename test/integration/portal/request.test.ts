/** The page of one request: its stage, reasons, next step and history, for its family only. */
import { randomUUID } from 'node:crypto'
import { cancellationPath, cardRequestPath, requestPath } from '../../../services/portal/paths'
import { addWorkingDays } from '../../../workflows/domain/workingDays'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import { shortDate } from '../../../services/shared/web/texts/format/dates'
import { linkTo } from '../../support/htmlForm'
import { approval, cardArrival, CLERK, rejection } from '../../support/messages'
import { startPortal } from '../../support/portalApp'
import type { PortalApp } from '../../support/portalApp'
import {
  fileCancellation,
  fileCardRequest,
  inSubState,
  makeRelative,
  uploadGood,
} from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import type { StaffMember } from '../../support/portalApp'
import { createStoryTeller } from '../../support/stories'
import type { StoryTeller } from '../../support/stories'
import { waitFor } from '../../support/world'

let app: PortalApp
let stories: StoryTeller
let mother: StaffMember
let child: Relative
beforeAll(async () => {
  app = await startPortal()
  stories = await createStoryTeller(app)
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app, ['mother', 'father'])
})

describe('a request that waits', () => {
  it('S41 S47 for its review shows the last day in working days, the applicant and the history', async () => {
    const { _id, number } = await fileCardRequest(app, mother, child)
    const html = await mother.page(requestPath(_id))
    const today = istanbulDayOf(new Date().toISOString())
    for (const text of [
      '<span class="pyk-pill pyk-pill--blue">Onay Bekliyor</span>',
      `<title>${child.name} ${child.surname} · ${number} numaralı talep`,
      'Talebiniz Kimlik Bürosunda kontrol edilmeyi bekliyor. Yeni talep girilemez.',
      shortDate(addWorkingDays(today, DEFAULT_TIMING.reviewDueDays)),
      `${DEFAULT_TIMING.reviewDueDays} iş günü kaldı`,
      'Talep oluşturuldu',
      'İnceleme sırasına alındı',
    ]) {
      expect(html).toContain(text)
    }
    expect(linkTo(html, 'Fotoğrafı Göster')).not.toBeNull()
    expect(html).not.toContain(child.identityNumber)
  })

  it('D5 shows the other parent who filed it', async () => {
    const { _id } = await fileCardRequest(app, mother, child)
    const father = await app.signedIn('father')
    expect(await father.page(requestPath(_id))).toMatch(/Talep eden<\/dt>\s*<dd>Gökçe Şimşek/)
    const wife = await makeRelative(app, ['father'], { relation: 'spouse' })
    await app.store.people.updateOne({ _id: wife._id }, { personKey: 'key-mother' })
    expect(await father.page(requestPath(_id))).toMatch(
      /Talep eden<\/dt>\s*<dd>Eşiniz Gökçe Şimşek/,
    )
    const refused = await father.get(cardRequestPath(child._id)).expect(409)
    expect(refused.text).toContain('eşiniz Gökçe Şimşek')
    await app.store.people.deleteOne({ _id: wife._id })
    await app.store.families.updateOne(
      { _id: 'account-father' },
      { $pull: { members: { personId: wife._id } } },
    )
  })

  it('S53 S67 S69 S71 D6 for its card says how to send it, and that the card is valid until then', async () => {
    await stories.deliveredCard(child._id)
    const requestId = await fileCancellation(app, mother, child, 'damaged')
    await inSubState(app, requestId, 'awaitingCard')
    const html = await mother.page(requestPath(requestId))
    for (const text of [
      'Kart, büro onaylayana kadar geçerlidir. Yeni talep girilemez.',
      'yazı ekinde Kimlik Bürosuna gönderin',
      'KİMLİK BÜROSUNA GÖNDERİLMEDİKÇE İPTAL İŞLEMLERİ BAŞLATILMAZ.',
    ]) {
      expect(html).toContain(text)
    }
    expect(html).not.toContain('İncelemenin son günü')
  })
})

describe('a decided request', () => {
  it('S48 S49 S52 D1 an approved one shows the stage of the card, and that it can be cancelled', async () => {
    const { _id } = await fileCardRequest(app, mother, child)
    await app.runs.decide(child.personKey, approval(_id))
    await inSubState(app, _id, 'awaitingPrint')
    const html = await mother.page(requestPath(_id))
    expect(html).toContain(
      'Kart basıma hazır; basılıp size gönderilecek. İptal talebi girilebilir.',
    )
    expect(linkTo(html, 'İptal talebi')).toBe(cancellationPath(child._id))
  })

  it('S50 S51 S52 a rejected one gives each reason as a sentence, the explanation, and the link to fix it', async () => {
    const { _id } = await fileCardRequest(app, mother, child)
    const explanationId = randomUUID()
    const text = 'Dekontun tutar satırı okunmuyor.\nYeniden tarayın.'
    await app.store.explanations.create({
      _id: explanationId,
      requestId: _id,
      text,
      by: CLERK,
      at: new Date(),
    })
    const reasons = ['photoNotRecent', 'receiptUnreadable'] as const
    await app.runs.decide(child.personKey, rejection(_id, { reasons: [...reasons], explanationId }))
    await inSubState(app, _id, 'returned')
    const html = await mother.page(requestPath(_id))
    for (const said of [
      'Yeni talep girilebilir.',
      'Fotoğraf son altı ay içinde çekilmiş olmalıdır.',
      'Yüklenen dekont okunmuyor.',
      text,
    ]) {
      expect(html).toContain(said)
    }
    expect(linkTo(html, 'Düzelt ve yeniden talep et')).toBe(cardRequestPath(child._id))
  })

  it('S54 S69 S72 D2 a cancellation cancels the card when it is approved, and a card can be requested again', async () => {
    const cardId = await stories.deliveredCard(child._id)
    const requestId = await fileCancellation(app, mother, child, 'identityDataChange')
    await inSubState(app, requestId, 'awaitingCard')
    await app.runs.recordArrival(child.personKey, cardArrival(requestId))
    await inSubState(app, requestId, 'inReview')
    expect((await app.store.cards.findById(cardId).orFail().lean()).cancelledAt).toBeNull()
    await app.runs.decide(child.personKey, approval(requestId))
    await inSubState(app, requestId, 'cardCancelled')
    const html = await mother.page(requestPath(requestId))
    expect(html).toContain('Kart iptal edildi. Kart talebi girilebilir.')
    expect(html).toContain('Kart Kimlik Bürosuna ulaştı')
    expect(linkTo(html, 'Kart talep et')).toBe(cardRequestPath(child._id))
    expect((await app.store.cards.findById(cardId).orFail().lean()).cancelledAt).not.toBeNull()
  })

  it('S55 S69 S73 a rejected cancellation leaves the card valid', async () => {
    await stories.deliveredCard(child._id)
    await uploadGood(mother, cancellationPath(child._id), ['lossForm', 'policeLetter'])
    const requestId = await fileCancellation(app, mother, child, 'lostOrStolen')
    await inSubState(app, requestId, 'inReview')
    expect(await mother.page(requestPath(requestId))).toContain(
      'Kart, büro onaylayana kadar geçerlidir.',
    )
    await app.runs.decide(
      child.personKey,
      rejection(requestId, { reasons: ['policeLetterMissing'] }),
    )
    await inSubState(app, requestId, 'returned')
    expect(await mother.page(requestPath(requestId))).toContain(
      'kart geçerlidir. Yeni iptal talebi girilebilir.',
    )
  })

  it('S55 S73 D3 one of a card that was not printed says nothing of a valid card, and may be filed again', async () => {
    await stories.cardInProduction(child._id)
    const requestId = await fileCancellation(app, mother, child, 'divorce')
    await inSubState(app, requestId, 'inReview')
    expect(await mother.page(requestPath(requestId))).toContain(
      'incelenmeyi bekliyor; kart büroda tutuluyor.',
    )
    await app.runs.decide(child.personKey, rejection(requestId, { reasons: ['identityMismatch'] }))
    await inSubState(app, requestId, 'returned')
    const html = await waitFor(
      async () => {
        const page = await mother.page(requestPath(requestId))
        return page.includes('Yeni iptal talebi girilebilir.') && page
      },
      { what: 'the cancellation to be offered again' },
    )
    expect(html).toContain('kartın hazırlanması sürer. Yeni iptal talebi girilebilir.')
    expect(html).not.toContain('geçerlidir')
    expect(linkTo(html, 'Düzelt ve yeniden iptal talebi ver')).toBe(cancellationPath(child._id))
  })

  it('offers nothing once there is a newer request, and links to it', async () => {
    const { _id: older } = await fileCardRequest(app, mother, child)
    await app.runs.decide(child.personKey, rejection(older))
    await inSubState(app, older, 'returned')
    const { _id: newer } = await fileCardRequest(app, mother, child)
    const html = await mother.page(requestPath(older))
    expect(html).not.toContain('Yeni talep girilebilir.')
    expect(linkTo(html, 'Düzelt ve yeniden talep et')).toBeNull()
    expect(linkTo(html, 'Bu yakınınız için daha yeni bir talep var')).toBe(requestPath(newer))
  })

  it('D7 D12 names no clerk, and says nothing of decisions that were not taken', async () => {
    await app.store.accounts.updateOne(
      { _id: CLERK },
      {
        username: 'clerk',
        passwordHash: '-',
        name: 'Aygül Ünal',
        registryNo: '190002',
        unitCode: '1090',
        unitName: 'Kimlik Bürosu',
        roles: ['clerk'],
        personKey: 'key-clerk',
      },
      { upsert: true },
    )
    const { _id } = await fileCardRequest(app, mother, child)
    const tooFew = rejection(_id, { reasons: ['lossFormIncomplete'] })
    expect(await app.runs.decide(child.personKey, tooFew)).toMatchObject({ kind: 'refused' })
    await app.runs.decide(child.personKey, approval(_id))
    await inSubState(app, _id, 'awaitingPrint')
    const html = await mother.page(requestPath(_id))
    expect(html).toContain('Kart talebi onaylandı')
    expect(html).toContain('Kimlik Bürosu')
    expect(html).not.toContain('Aygül Ünal')
    expect(html).not.toContain('Bir işlem kabul edilmedi')
  })
})

it('a request of another family is not found', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  const colleague = await app.signedIn('colleague')
  await colleague.get(requestPath(_id)).expect(404)
  await colleague.get(requestPath(randomUUID())).expect(404)
  await mother.get(requestPath('nothing')).expect(404)
  const lines = await app.store.auditEntries
    .find({ event: 'requestOpened', subject: _id }, { outcome: 1 })
    .lean()
  expect(lines.map(({ outcome }) => outcome)).toEqual(['refused'])
})
