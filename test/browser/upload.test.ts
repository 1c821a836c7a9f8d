/**
 * Uploading in real browsers: which file counts, what holds a form back, and how faults are shown
 * while the page stays open.
 */
import { appendFile, copyFile, mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CancellationPage } from '../support/pages/portal/cancellation'
import { CardRequestPage } from '../support/pages/portal/cardRequest'
import { FamilyPage } from '../support/pages/portal/family'
import { startStack } from '../support/stack'
import type { BrowserOptions, Stack } from '../support/stack'
import { createStoryTeller } from '../support/stories'
import { PHONE } from '../support/windows'

const DONE = 'Fotoğraf başarılı bir şekilde yüklendi'
const UNSENT = 'Seçtiğiniz dosya henüz yüklenmedi; önce “Yükle”ye basın'
const KEPT = 'Yeni dosya kabul edilmedi; önceki dosyanız geçerli'

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
  const teller = await createStoryTeller(stack)
  await teller.deliveredCard(await stack.relativeOf('personel5', 'Süleyman Doğan'))
})
afterAll(() => stack.stop())

/** The page of a card request, with nothing uploaded yet. */
async function openCardRequest(
  relative: string,
  options: BrowserOptions = {},
): Promise<CardRequestPage> {
  const page = await stack.signedIn('portal', 'personel1', options)
  const ownerId = await stack.accountIdOf('personel1')
  await stack.store.drafts.deleteMany({ ownerId, submitted: false })
  const family = new FamilyPage(page)
  await family.open()
  await family.requestCard(relative)
  const request = new CardRequestPage(page)
  await request.arrived('Tanıtım kartı talep işlemleri')
  return request
}

describe('the box of a file', () => {
  it('S24 S25 S28 offers "Gözat" first, "Değiştir" later, and "Yükle" only for a chosen file', async () => {
    const { photo } = await openCardRequest('Işıl Yıldırım')
    expect(await photo.buttons()).toEqual(['Gözat', 'Yükle'])
    await photo.choose('dogru-fotograf.jpg')
    expect(await photo.buttons()).toEqual(['Değiştir', 'Yükle'])
    expect(await photo.showsPreview()).toBe(true)
    await photo.sendChosen()
    expect(await photo.buttons()).toEqual(['Değiştir'])
  })

  it('S26 S27 S30 shows a picture of the uploaded file with its name and time', async () => {
    const { photo, receipt } = await openCardRequest('Işıl Yıldırım')
    await photo.upload('dogru-fotograf.jpg')
    await receipt.upload('dogru-dekont.pdf')
    expect(await photo.showsThumbnail()).toBe(true)
    expect(await receipt.showsThumbnail()).toBe(true)
    expect(await photo.origin()).toMatch(/^dogru-fotograf\.jpg · \d{2}\.\d{2}\.\d{4}/)
  })

  it('S24 takes a file from the clipboard', async () => {
    const { photo } = await openCardRequest('Işıl Yıldırım')
    await photo.paste('dogru-fotograf.jpg')
    await photo.sendChosen()
    expect(await photo.done()).toBe(DONE)
  })

  it('S24 offers the camera on a phone, next to the files', async () => {
    const { photo } = await openCardRequest('Işıl Yıldırım', { isMobile: true, hasTouch: true })
    expect(await photo.buttons()).toEqual(['Gözat', 'Fotoğraf çek', 'Yükle'])
  })

  it('S25 keeps the choice when the connection breaks, and sends it with one press afterwards', async () => {
    const request = await openCardRequest('Işıl Yıldırım')
    const { photo } = request
    await photo.choose('dogru-fotograf.jpg')
    await request.offline(true)
    await photo.press()
    expect(await photo.fault()).toContain('dosyanız seçili duruyor')
    await request.offline(false)
    await photo.retry()
    expect(await photo.done()).toBe(DONE)
  })

  it('S25 says that a file has arrived when the connection breaks afterwards, and goes on with one press', async () => {
    const request = await openCardRequest('Işıl Yıldırım')
    const { photo } = request
    await request.acceptResponsibility()
    await photo.choose('dogru-fotograf.jpg')
    await request.onlySends(true)
    await photo.press()
    expect(await photo.fault()).toContain('Dosyanız ulaştı, ancak bağlantı kesildi')
    expect(await request.acceptsResponsibility()).toBe(true)
    await request.onlySends(false)
    await photo.retry()
    expect(await photo.done()).toBe(DONE)
    expect(await request.acceptsResponsibility()).toBe(true)
  })

  it('S25 D13 so does one whose result is to be confirmed', async () => {
    const request = await openCardRequest('Işıl Yıldırım')
    const { photo } = request
    await photo.choose('fotograf-telefon.jpg')
    await request.onlySends(true)
    await photo.press()
    expect(await photo.fault()).toContain('Dosyanız ulaştı, ancak bağlantı kesildi')
    await request.onlySends(false)
    await photo.pressRetry()
    await request.arrived('Fotoğrafı uygun hâle getir')
  })
})

describe.each([
  { how: 'with scripts', javaScriptEnabled: true },
  { how: 'without scripts', javaScriptEnabled: false },
])('the rules of the photo, $how', ({ javaScriptEnabled }) => {
  const EXAMPLES = ['Uygun', 'Çok karanlık', 'Bulanık', 'Arka plan karışık']

  it('S24 are open on a wide window', async () => {
    const request = await openCardRequest('Işıl Yıldırım', { javaScriptEnabled })
    expect(await request.examples()).toEqual(EXAMPLES)
  })

  it('S24 are folded on a phone, and open with one press', async () => {
    const request = await openCardRequest('Işıl Yıldırım', { javaScriptEnabled, viewport: PHONE })
    expect(await request.examples()).toEqual([])
    await request.toggleRules()
    expect(await request.examples()).toEqual(EXAMPLES)
  })
})

describe('a chosen file that was not uploaded', () => {
  it('S25 S35 holds "Kaydet" back at its field with the choice kept, and is filed once it is uploaded', async () => {
    const request = await openCardRequest('Çağrı Yıldırım')
    await request.photo.upload('dogru-fotograf.jpg')
    const first = await request.photo.show()
    await request.receipt.upload('dogru-dekont.pdf')
    await request.acceptResponsibility()
    await request.photo.choose('dogru-fotograf-exif-ile-donuk.jpg')
    await request.receipt.choose('dogru-dekont.jpg')
    await request.save()
    expect(await request.photo.fault()).toContain(UNSENT)
    expect(await request.receipt.fault()).toContain(UNSENT)
    expect(await request.photo.hasFocus()).toBe(true)
    expect(
      await stack.store.requests.countDocuments({
        applicantId: await stack.accountIdOf('personel1'),
      }),
    ).toBe(0)

    await request.photo.sendChosen()
    expect(await request.photo.show()).not.toEqual(first)
    await request.receipt.sendChosen()
    await request.save()
    await request.arrived('PERSONEL YAKINI TANITIM KART TALEP İŞLEMLERİ')
  })

  it('S60 holds nothing back where the reason of the cancellation asks for no document', async () => {
    const page = await stack.signedIn('portal', 'personel5')
    const family = new FamilyPage(page)
    await family.open()
    await family.requestCancellation('Süleyman Doğan')
    const cancellation = new CancellationPage(page)
    await cancellation.choose('Kayıp/Çalıntı')
    await cancellation.lossForm.choose('dogru-kayip-formu.pdf')
    await cancellation.goOn()
    expect(await cancellation.lossForm.fault()).toContain(UNSENT)
    await cancellation.choose('Boşanma')
    await cancellation.goOn()
    await cancellation.arrived('Kart iptal talebi gönderilsin mi?')
  })
})

describe.each([
  { how: 'with scripts', javaScriptEnabled: true },
  { how: 'without scripts', javaScriptEnabled: false },
])('a photo in place of another, $how', ({ javaScriptEnabled }) => {
  let request: CardRequestPage
  beforeAll(async () => {
    request = await openCardRequest('Işıl Yıldırım', { javaScriptEnabled })
    await request.photo.upload('dogru-fotograf.jpg')
  })

  it('S26 the message about the first is in view', async () => {
    expect(await request.photo.done()).toBe(DONE)
    expect(await request.photo.doneIsInView()).toBe(true)
  })

  it('S28 that is refused leaves the first, and says so instead of a success', async () => {
    const first = await request.photo.show()
    await request.photo.uploadInVain('yanlis-fotograf-olcu.jpg')
    expect(await request.photo.done()).toBe(KEPT)
    expect(await request.photo.showsPreview()).toBe(false)
    expect(await request.photo.show()).toEqual(first)
  })

  it('S28 S35 that is refused holds nothing back', async () => {
    await request.save()
    expect(await request.faults()).toEqual([
      'Dekontu yükleyin',
      'Devam etmek için sorumluluğu kabul ettiğinizi işaretleyin',
    ])
  })

  it('S28 that passes is confirmed', async () => {
    await request.photo.upload('dogru-fotograf-exif-ile-donuk.jpg')
    expect(await request.photo.done()).toBe(DONE)
  })
})

describe('what is wrong with a page that stays open', () => {
  let request: CardRequestPage
  beforeAll(async () => {
    request = await openCardRequest('Işıl Yıldırım')
    await request.save()
    await request.faults()
  })

  it('is led to by the summary: to "Gözat", which says its limits and its fault', async () => {
    await request.goToFault('Fotoğrafı yükleyin')
    expect(await request.photo.hasFocus()).toBe(true)
    expect(await request.photo.description()).toMatch(/600 × 800 piksel[^]*Fotoğrafı yükleyin/)
  })

  it('is up to date in the summary after each file', async () => {
    await request.photo.upload('dogru-fotograf.jpg')
    const responsibility = 'Devam etmek için sorumluluğu kabul ettiğinizi işaretleyin'
    expect(await request.faults()).toEqual(['Dekontu yükleyin', responsibility])
    expect(await request.title()).toMatch(/^Hata: /)

    await request.receipt.uploadInVain('yanlis-dekont-parolali.pdf')
    expect(await request.faults()).toEqual([
      expect.stringMatching(/^PDF parolalı: .* “Yazdır > PDF olarak kaydet”/),
      responsibility,
    ])
    expect(await request.receipt.description()).toContain('PDF parolalı:')
  })

  it('is gone from summary and title with the last of it', async () => {
    await request.acceptResponsibility()
    await request.save()
    await request.receipt.upload('dogru-dekont.pdf')
    expect(await request.text()).not.toContain('Devam etmek için şunları düzeltin')
    expect(await request.title()).toMatch(/^Işıl Yıldırım · Tanıtım kartı talep işlemleri/)
  })
})

it('S28 a file that changed after it was chosen is named as such, and can be chosen again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pyk-changed-'))
  const file = path.join(folder, 'dekont.pdf')
  await copyFile('deploy/demo/samples/dogru-dekont.pdf', file)
  // Chromium compares whole seconds, so the changed file must be from a later one.
  const past = new Date('2025-01-01')
  await utimes(file, past, past)
  const request = await openCardRequest('Işıl Yıldırım')
  await request.receipt.choose(file)
  await appendFile(file, '\n')
  await request.receipt.press()
  expect(await request.receipt.fault()).toContain('Dosya seçildikten sonra değişmiş')
  await request.receipt.upload(file)
  expect(await request.receipt.done()).toBe('Dekont başarılı bir şekilde yüklendi')
  await rm(folder, { recursive: true })
})
