/** The pages of the portal: empty, filled, and with something wrong. */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { receiptSheet } from '../../../deploy/demo/drawing/papers'
import { writePdf } from '../../../deploy/demo/drawing/pdf'
import type { RefreshState } from '../../../workflows/domain/familyRefresh'
import { LoginPage } from '../../support/pages/login'
import { CancellationPage } from '../../support/pages/portal/cancellation'
import { CardRequestPage } from '../../support/pages/portal/cardRequest'
import { FamilyPage } from '../../support/pages/portal/family'
import { ProposalPage } from '../../support/pages/portal/proposal'
import type { Stack } from '../../support/stack'
import { managerVisits } from './manager'
import { demoCase, isIn, isLatest, overlayVisits } from './visit'
import type { Visit } from './visit'

const inReview = demoCase(isIn('cardRequest', 'inReview'))
const awaitingPrint = demoCase(isIn('cardRequest', 'awaitingPrint'))
const delivered = demoCase(
  (request) => isIn('cardRequest', 'delivered')(request) && isLatest(request),
)
const awaitingCard = demoCase(isIn('cancellationRequest', 'awaitingCard'))
const awaitingApplicant = demoCase(isIn('cardRequest', 'awaitingApplicant'))
const awaitingLetter = demoCase(isIn('cancellationRequest', 'awaitingApplicant'))
const withdrawn = demoCase(isIn('cardRequest', 'withdrawn'))
const explained = demoCase(({ steps }) =>
  steps.some((step) => step.kind === 'reject' && step.explanation !== ''),
)
const returnedBySystem = demoCase(
  (request) => request.type === 'cardRequest' && request.photoIsNone === true,
)

const CARD_REQUEST = '/family/:personId/card-request'
const MISSING = '/family/:personId/missing-document'
const CANCELLATION = '/family/:personId/cancellation'

/** Files that are put right, or asked about, before they are taken. */
const PROPOSALS = [
  {
    what: 'the frame of a phone photo',
    kind: 'photo',
    file: 'fotograf-telefon.jpg',
    title: 'Fotoğrafı uygun hâle getir',
  },
  {
    what: 'the question about 300 dpi',
    kind: 'photo',
    file: 'yanlis-fotograf-dpi-yok.jpg',
    title: '300 dpi olarak kaydedilsin mi?',
  },
  {
    what: 'a receipt that becomes a JPEG',
    kind: 'receipt',
    file: 'yanlis-fotograf-png.jpg',
    title: 'Belgeyi uygun hâle getir',
  },
  {
    what: 'the question about a blank page',
    kind: 'receipt',
    file: 'yanlis-dekont-bos-sayfa.pdf',
    title: 'Doğru dosya mı?',
  },
] as const

async function openMissing(page: Page, { id } = awaitingApplicant): Promise<void> {
  await page.goto(`/requests/${id}`)
  await page.getByRole('link', { name: 'Belgeyi ekle' }).click()
  await page.waitForURL('**/missing-document')
}

async function openCardRequest(page: Page, name: string): Promise<CardRequestPage> {
  const family = new FamilyPage(page)
  await family.open()
  await family.requestCard(name)
  const cardRequest = new CardRequestPage(page)
  await cardRequest.arrived('Tanıtım kartı talep işlemleri')
  return cardRequest
}

async function openCancellation(page: Page, name: string): Promise<CancellationPage> {
  const family = new FamilyPage(page)
  await family.open()
  await family.requestCancellation(name)
  const cancellation = new CancellationPage(page)
  await cancellation.arrived('Tanıtım Kartı İptal İşlemleri')
  return cancellation
}

/** The family page while a refresh has this state. */
async function openDuringRefresh(
  page: Page,
  stack: Stack,
  username: string,
  state: RefreshState,
): Promise<void> {
  const _id = await stack.accountIdOf(username)
  const at = new Date()
  await stack.store.families.deleteOne({ _id })
  await stack.store.familyRefreshes.replaceOne(
    { _id },
    {
      runId: randomUUID(),
      startedAt: at,
      at,
      seq: 1,
      state,
      fault: state === 'waiting' ? 'timeout' : null,
      nextAttemptAt: state === 'waiting' ? new Date(at.getTime() + 60_000) : null,
    },
    { upsert: true },
  )
  await page.goto('/family')
}

/** The family page of somebody whose relative with a card has left the list, which then is as before. */
async function openAfterLeaving(page: Page, stack: Stack): Promise<void> {
  const _id = await stack.accountIdOf(delivered.username)
  const personId = await stack.relativeOf(delivered.username, delivered.name)
  const family = await stack.store.families.findById(_id).orFail().lean()
  const member = family.members.find((one) => one.personId === personId)!
  await stack.store.families.updateOne(
    { _id },
    {
      members: family.members.filter((one) => one !== member),
      former: [{ ...member, reason: 'notListed', leftAt: new Date() }],
    },
  )
  await page.goto('/family')
  await page.locator('#former-family').waitFor()
  await stack.store.families.replaceOne({ _id }, family)
}

const visits: Omit<Visit, 'app'>[] = [
  { what: 'S5 the login', route: '/login', as: null, open: (page) => page.goto('/') },
  {
    what: 'the login with a wrong password',
    route: '/login',
    as: null,
    open: async (page) => {
      await page.goto('/login')
      const login = new LoginPage(page)
      await login.signIn('personel1', 'yanlış parola')
      await login.faults()
    },
  },
  {
    what: 'S1 S7 the home page with something to do',
    route: '/',
    as: 'personel5',
    open: (page) => page.goto('/'),
  },
  {
    what: 'the home page with nothing to do',
    route: '/',
    as: 'personel2',
    open: (page) => page.goto('/'),
  },
  {
    what: 'the home page of a project manager',
    route: '/',
    as: 'proje.yoneticisi',
    open: (page) => page.goto('/'),
  },
  {
    what: 'a family with nothing asked for',
    route: '/family',
    as: 'personel1',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'S15 an empty family',
    route: '/family',
    as: 'personel2',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'S14 a family fetched from the register at the first visit, with a child of 14',
    route: '/family',
    as: 'yirmidokuz.subat',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'S17 a family that the register has not answered yet',
    route: '/family',
    as: 'bosanmis',
    open: (page, stack) => openDuringRefresh(page, stack, 'bosanmis', 'asking'),
  },
  {
    what: 'D9 a family after a fault of the register',
    route: '/family',
    as: 'tek.cocuk',
    open: (page, stack) => openDuringRefresh(page, stack, 'tek.cocuk', 'waiting'),
  },
  {
    what: 'a family with a former member who has a card',
    route: '/family',
    as: delivered.username,
    open: openAfterLeaving,
  },
  {
    what: 'S2 S41 a family with a returned request',
    route: '/family',
    as: 'personel5',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'a family with a card to be sent',
    route: '/family',
    as: awaitingCard.username,
    open: (page) => page.goto('/family'),
  },
  {
    what: 'a document that is asked for',
    route: MISSING,
    as: awaitingApplicant.username,
    open: (page) => openMissing(page),
  },
  {
    what: 'a document that is asked for and not uploaded',
    route: MISSING,
    as: awaitingApplicant.username,
    open: async (page) => {
      await openMissing(page)
      await page.getByRole('button', { name: 'Büroya gönder' }).click()
      await new CardRequestPage(page).faults()
    },
  },
  {
    what: 'D14 the pages of a receipt that is asked for',
    route: `${MISSING}/documents/receipt`,
    as: awaitingApplicant.username,
    open: async (page) => {
      await openMissing(page)
      await new CardRequestPage(page).receipt.upload('dogru-dekont.pdf')
      await page.goto(`${new URL(page.url()).pathname}/documents/receipt`)
    },
  },
  {
    what: 'D13 a receipt that is asked for and becomes a JPEG',
    route: `${MISSING}/documents/:kind/proposal`,
    as: awaitingApplicant.username,
    open: async (page) => {
      await openMissing(page)
      const { receipt } = new CardRequestPage(page)
      await receipt.choose('yanlis-fotograf-png.jpg')
      await receipt.press()
      await new ProposalPage(page).arrived('Belgeyi uygun hâle getir')
    },
  },
  ...(['policeLetter', 'lossForm'] as const).map((kind) => ({
    what: `D14 the pages of a ${kind} that is asked for`,
    route: `${MISSING}/documents/${kind}`,
    as: awaitingLetter.username,
    open: async (page: Page, { store }: Stack) => {
      await openMissing(page, awaitingLetter)
      await new CancellationPage(page).policeLetter.upload('dogru-emniyet-yazisi.pdf')
      // The demo's bureau asks for the letter; the form's pages are those of the same file.
      await store.drafts.updateMany(
        { 'documents.kind': 'policeLetter' },
        { $set: { 'documents.$.kind': kind } },
      )
      await page.goto(`${new URL(page.url()).pathname}/documents/${kind}`)
    },
  })),
  {
    what: 'S23 a card request at its beginning',
    route: CARD_REQUEST,
    as: 'personel1',
    open: (page) => openCardRequest(page, 'Çağrı Yıldırım'),
  },
  {
    what: 'a card request with a wrong photo',
    route: CARD_REQUEST,
    as: 'personel1',
    open: async (page) => {
      const { photo } = await openCardRequest(page, 'Çağrı Yıldırım')
      await photo.uploadInVain('yanlis-fotograf-birden-cok.jpg')
    },
  },
  {
    what: 'a card request with everything missing',
    route: CARD_REQUEST,
    as: 'personel1',
    open: async (page) => {
      const cardRequest = await openCardRequest(page, 'Çağrı Yıldırım')
      await cardRequest.save()
      await cardRequest.faults()
    },
  },
  {
    what: 'a card request with its documents',
    route: CARD_REQUEST,
    as: 'personel1',
    open: async (page) => {
      const cardRequest = await openCardRequest(page, 'Işıl Yıldırım')
      await cardRequest.photo.upload('dogru-fotograf.jpg')
      await cardRequest.receipt.upload('dogru-dekont.pdf')
      await cardRequest.photo.choose('dogru-fotograf.jpg')
    },
  },
  {
    what: 'D14 the pages of a receipt in preparation',
    route: `${CARD_REQUEST}/documents/receipt`,
    as: 'personel1',
    open: async (page) => {
      const cardRequest = await openCardRequest(page, 'Işıl Yıldırım')
      await cardRequest.receipt.upload('dogru-dekont.pdf')
      await page.goto(`${new URL(page.url()).pathname}/documents/receipt`)
    },
  },
  ...(['lossForm', 'policeLetter'] as const).map((kind) => ({
    what: `D14 the pages of a ${kind} in preparation`,
    route: `${CANCELLATION}/documents/${kind}`,
    as: delivered.username,
    open: async (page: Page) => {
      const cancellation = await openCancellation(page, delivered.name)
      await cancellation.choose('Kayıp/Çalıntı')
      await cancellation[kind].upload(
        kind === 'lossForm' ? 'dogru-kayip-formu.pdf' : 'dogru-emniyet-yazisi.pdf',
      )
      await page.goto(`${new URL(page.url()).pathname}/documents/${kind}`)
    },
  })),
  {
    what: 'D14 the thirty pages of a receipt in preparation, made smaller',
    route: `${CARD_REQUEST}/documents/receipt`,
    as: 'personel1',
    open: async (page) => {
      const cardRequest = await openCardRequest(page, 'Işıl Yıldırım')
      const pages = Array.from({ length: 30 }, (_, page) => receiptSheet(page))
      await cardRequest.receipt.upload({
        name: 'hesap-ozeti.pdf',
        mimeType: 'application/pdf',
        buffer: writePdf(pages),
      })
      await page.goto(`${new URL(page.url()).pathname}/documents/receipt?zoom=50`)
    },
  },
  ...PROPOSALS.map(({ what, kind, file, title }) => ({
    what: `D13 ${what}`,
    route: `${CARD_REQUEST}/documents/:kind/proposal`,
    as: 'personel1',
    open: async (page: Page) => {
      const cardRequest = await openCardRequest(page, 'Işıl Yıldırım')
      await cardRequest[kind].choose(file)
      await cardRequest[kind].press()
      await new ProposalPage(page).arrived(title)
    },
  })),
  {
    what: 'D13 a card request with a photo that waits to be confirmed',
    route: CARD_REQUEST,
    as: 'personel1',
    open: async (page) => {
      const { photo } = await openCardRequest(page, 'Işıl Yıldırım')
      await photo.choose('fotograf-telefon.jpg')
      await photo.press()
      const proposal = new ProposalPage(page)
      await proposal.arrived('Fotoğrafı uygun hâle getir')
      await proposal.goBack()
    },
  },
  {
    what: 'D13 the question about a blank page of a police letter',
    route: `${CANCELLATION}/documents/:kind/proposal`,
    as: delivered.username,
    open: async (page) => {
      const cancellation = await openCancellation(page, delivered.name)
      await cancellation.choose('Kayıp/Çalıntı')
      await cancellation.policeLetter.choose('yanlis-dekont-bos-sayfa.pdf')
      await cancellation.policeLetter.press()
      await new ProposalPage(page).arrived('Doğru dosya mı?')
    },
  },
  {
    what: 'D14 the pages of a receipt of a request',
    route: '/requests/:requestId/documents/:kind',
    as: inReview.username,
    open: (page) => page.goto(`/requests/${inReview.id}/documents/receipt`),
  },
  {
    what: 'a card request with a photo refused in place of another, and a receipt not uploaded yet',
    route: CARD_REQUEST,
    as: 'personel1',
    open: async (page) => {
      const cardRequest = await openCardRequest(page, 'Işıl Yıldırım')
      await cardRequest.photo.upload('dogru-fotograf.jpg')
      await cardRequest.photo.uploadInVain('yanlis-fotograf-olcu.jpg')
      await cardRequest.receipt.choose('dogru-dekont.jpg')
      await cardRequest.save()
      await cardRequest.receipt.fault()
    },
  },
  {
    what: 'a card request after a returned one',
    route: CARD_REQUEST,
    as: 'personel5',
    open: (page) => openCardRequest(page, 'Çağla Doğan'),
  },
  {
    what: 'S57 a cancellation at its beginning',
    route: CANCELLATION,
    as: 'personel5',
    open: (page) => openCancellation(page, 'Süleyman Doğan'),
  },
  {
    what: 'the cancellation of a lost card without its documents',
    route: CANCELLATION,
    as: delivered.username,
    open: async (page, { store, accountIdOf }) => {
      // Other visits leave documents behind.
      const ownerId = await accountIdOf(delivered.username)
      await store.drafts.deleteMany({ ownerId, submitted: false })
      const cancellation = await openCancellation(page, delivered.name)
      await cancellation.choose('Kayıp/Çalıntı')
      await cancellation.goOn()
      await cancellation.faults()
    },
  },
  {
    what: 'a cancellation for reason “Diğer” that does not say which',
    route: CANCELLATION,
    as: 'personel5',
    open: async (page) => {
      const cancellation = await openCancellation(page, 'Süleyman Doğan')
      await cancellation.choose('Diğer')
      await cancellation.goOn()
      await cancellation.faults()
    },
  },
  {
    what: 'the cancellation of a card not printed yet',
    route: CANCELLATION,
    as: awaitingPrint.username,
    open: (page) => openCancellation(page, awaitingPrint.name),
  },
  {
    what: 'the question before the cancellation of a lost card is filed',
    route: `${CANCELLATION}/confirmation`,
    as: delivered.username,
    open: async (page) => {
      const cancellation = await openCancellation(page, delivered.name)
      await cancellation.choose('Kayıp/Çalıntı')
      await cancellation.lossForm.upload('dogru-kayip-formu.pdf')
      await cancellation.policeLetter.upload('dogru-emniyet-yazisi.pdf')
      await cancellation.goOn()
      await cancellation.arrived('Kart iptal talebi gönderilsin mi?')
    },
  },
  ...[
    { what: 'a request in review', shown: inReview },
    { what: 'S51 a request that was returned with an explanation', shown: explained },
    { what: 'D9 a request that the document check returned', shown: returnedBySystem },
    { what: 'a cancellation that waits for the card', shown: awaitingCard },
    { what: 'a request whose document is asked for', shown: awaitingApplicant },
    { what: 'a request whose card was handed over', shown: delivered },
    { what: 'a request that was withdrawn', shown: withdrawn },
  ].map(({ what, shown: { id, username } }) => ({
    what,
    route: '/requests/:requestId',
    as: username,
    open: (page: Page) => page.goto(`/requests/${id}`),
  })),
  {
    what: 'the question before a request is withdrawn',
    route: '/requests/:requestId/withdrawal',
    as: awaitingCard.username,
    open: (page) => page.goto(`/requests/${awaitingCard.id}/withdrawal`),
  },
  {
    what: 'what becomes of personal data, before the login',
    route: '/privacy',
    as: null,
    open: (page) => page.goto('/privacy'),
  },
  {
    what: 'who has looked at the data of a staff member',
    route: '/privacy/own',
    as: 'personel5',
    open: (page) => page.goto('/privacy/own'),
  },
  {
    what: 'the sheet about the data of a relative',
    route: '/family/:personId/privacy',
    as: delivered.username,
    open: async (page, stack) => {
      const personId = await stack.relativeOf(delivered.username, delivered.name)
      await page.goto(`/family/${personId}/privacy`)
    },
  },
  {
    what: 'notices, and a wrong address for mails',
    route: '/notices',
    as: delivered.username,
    open: async (page) => {
      await page.goto('/notices')
      await page.getByLabel('E-posta adresiniz').fill('ayşe')
      await page.getByRole('button', { name: 'Adresi kaydet' }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    what: 'no notices yet',
    route: '/notices',
    as: 'personel2',
    open: (page) => page.goto('/notices'),
  },
  ...overlayVisits('/family', 'personel5'),
  {
    what: 'S47 the refusal of a second request',
    route: CARD_REQUEST,
    as: inReview.username,
    open: async (page, { store }) => {
      const { personId } = await store.requests
        .findById(inReview.id, { personId: 1 })
        .orFail()
        .lean()
      await page.goto(`/family/${personId}/card-request`)
    },
  },
  {
    what: 'an address that leads nowhere',
    route: null,
    as: 'personel2',
    open: (page) => page.goto('/nowhere'),
  },
  {
    what: 'a page for others',
    route: null,
    as: 'proje.yoneticisi',
    open: (page) => page.goto('/family'),
  },
]

export const portalVisits: readonly Visit[] = [...visits, ...managerVisits].map((visit) => ({
  app: 'portal',
  ...visit,
}))
