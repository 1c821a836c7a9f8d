/** The pages on which a request is prepared and filed, or a document added to one. */
import type { Page } from 'playwright-core'
import { receiptSheet } from '../../../deploy/demo/drawing/papers'
import { writePdf } from '../../../deploy/demo/drawing/pdf'
import { CancellationPage } from '../../support/pages/portal/cancellation'
import { CardRequestPage } from '../../support/pages/portal/cardRequest'
import { FamilyPage } from '../../support/pages/portal/family'
import { ProposalPage } from '../../support/pages/portal/proposal'
import type { UploadField } from '../../support/pages/uploadField'
import type { Stack } from '../../support/stack'
import { demoCase, isIn, isLatest } from './visit'
import type { Visit } from './visit'

const inReview = demoCase(isIn('cardRequest', 'inReview'))
const awaitingPrint = demoCase(isIn('cardRequest', 'awaitingPrint'))
const delivered = demoCase(
  (request) => isIn('cardRequest', 'delivered')(request) && isLatest(request),
)
const awaitingApplicant = demoCase(isIn('cardRequest', 'awaitingApplicant'))
const awaitingLetter = demoCase(isIn('cancellationRequest', 'awaitingApplicant'))

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

/** From a form to the pages of one of its files. */
function openPages(page: Page, kind: string, query = '') {
  return page.goto(`${new URL(page.url()).pathname}/documents/${kind}${query}`)
}

/** Uploads a file that the product asks about. */
async function propose(page: Page, upload: UploadField, file: string, title: string) {
  await upload.choose(file)
  await upload.press()
  const proposal = new ProposalPage(page)
  await proposal.arrived(title)
  return proposal
}

export const filingVisits: Omit<Visit, 'app'>[] = [
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
      await openPages(page, 'receipt')
    },
  },
  {
    what: 'D13 a receipt that is asked for and becomes a JPEG',
    route: `${MISSING}/documents/:kind/proposal`,
    as: awaitingApplicant.username,
    open: async (page) => {
      await openMissing(page)
      const { receipt } = new CardRequestPage(page)
      await propose(page, receipt, 'yanlis-fotograf-png.jpg', 'Belgeyi uygun hâle getir')
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
      await openPages(page, kind)
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
      await openPages(page, 'receipt')
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
      await openPages(page, kind)
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
      await openPages(page, 'receipt', '?zoom=50')
    },
  },
  ...PROPOSALS.map(({ what, kind, file, title }) => ({
    what: `D13 ${what}`,
    route: `${CARD_REQUEST}/documents/:kind/proposal`,
    as: 'personel1',
    open: async (page: Page) => {
      const cardRequest = await openCardRequest(page, 'Işıl Yıldırım')
      await propose(page, cardRequest[kind], file, title)
    },
  })),
  {
    what: 'D13 a card request with a photo that waits to be confirmed',
    route: CARD_REQUEST,
    as: 'personel1',
    open: async (page) => {
      const { photo } = await openCardRequest(page, 'Işıl Yıldırım')
      const title = 'Fotoğrafı uygun hâle getir'
      await (await propose(page, photo, 'fotograf-telefon.jpg', title)).goBack()
    },
  },
  {
    what: 'D13 the question about a blank page of a police letter',
    route: `${CANCELLATION}/documents/:kind/proposal`,
    as: delivered.username,
    open: async (page) => {
      const cancellation = await openCancellation(page, delivered.name)
      await cancellation.choose('Kayıp/Çalıntı')
      const { policeLetter } = cancellation
      await propose(page, policeLetter, 'yanlis-dekont-bos-sayfa.pdf', 'Doğru dosya mı?')
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
]
