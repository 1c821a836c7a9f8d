/**
 * A card is requested, decided and followed, in real browsers against the processes as they are
 * delivered.
 */
import type { Page } from 'playwright-core'
import { personalDataIn } from '../support/personalData'
import { RequestPage } from '../support/pages/bureau/request'
import { ReviewPage } from '../support/pages/bureau/review'
import { WorkListPage } from '../support/pages/bureau/workList'
import { CardRequestPage } from '../support/pages/portal/cardRequest'
import { FamilyPage } from '../support/pages/portal/family'
import { HomePage } from '../support/pages/portal/home'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

/** Each way of browsing asks for a relative of its own. */
describe.each([
  { how: 'with scripts', javaScriptEnabled: true, relative: 'Çağrı Yıldırım' },
  { how: 'without scripts', javaScriptEnabled: false, relative: 'Işıl Yıldırım' },
])('a card request $how', ({ javaScriptEnabled, relative }) => {
  let staff: Page
  let family: FamilyPage
  let request: CardRequestPage
  let number: string

  beforeAll(async () => {
    staff = await stack.signedIn('portal', 'personel1', { javaScriptEnabled })
    family = new FamilyPage(staff)
    request = new CardRequestPage(staff)
  })

  it('S5 S7 a user name and a password lead to "Standart Ana Sayfa"', async () => {
    expect(await new HomePage(staff).heading()).toBe('Standart Ana Sayfa')
  })

  it('S12 S13 its left menu leads to the screen of the requests', async () => {
    await new HomePage(staff).goToFamily()
    await family.arrived('PERSONEL YAKINI TANITIM KART TALEP İŞLEMLERİ')
  })

  it('S22 S23 the row of a spouse or grown child opens "Tanıtım kartı talep işlemleri"', async () => {
    expect(await family.offered(relative)).toBe('Kart talep et')
    await family.requestCard(relative)
    await request.arrived('Tanıtım kartı talep işlemleri')
  })

  it('S24 S25 S37 D13 reports everything that only the person can change, at once', async () => {
    const fault = await request.photo.uploadInVain('yanlis-fotograf-birden-cok.jpg')
    expect(fault).toContain('Resim 300 × 400 piksel; kart için en az 600 × 800 piksel gerekir.')
    expect(fault).toContain('Dosya bozuk ya da eksik')
  })

  it('S26 S27 takes a right photo, says so and shows it', async () => {
    await request.photo.upload('dogru-fotograf.jpg')
    expect(await request.photo.done()).toBe('Fotoğraf başarılı bir şekilde yüklendi')
    const shown = await request.photo.show()
    expect(shown).toMatchObject({ text: 'Fotoğrafı Göster', contentType: 'image/jpeg' })
  })

  it('S28 another photo takes the place of the first', async () => {
    const first = await request.photo.show()
    await request.photo.upload('dogru-fotograf-exif-ile-donuk.jpg')
    await expect(request.photo.show()).resolves.not.toEqual(first)
  })

  it('S29 S30 D14 takes the receipt and shows it on a page', async () => {
    await request.receipt.upload('dogru-dekont.jpg')
    const { text, contentType, bytes } = await request.receipt.show()
    expect(text).toBe('Dekontu Göster')
    expect(contentType).toMatch(/^text\/html/)
    expect(bytes.toString()).toContain('/documents/receipt/pages/1')
  })

  it('S32 nothing is filed while the responsibility is not accepted', async () => {
    await request.save()
    expect(await request.faults()).toEqual([
      'Devam etmek için sorumluluğu kabul ettiğinizi işaretleyin',
    ])
    expect(await request.photo.done()).toBe('Fotoğraf başarılı bir şekilde yüklendi')
  })

  it('S32 S33 S34 S35 "Kaydet" files it and says where it went', async () => {
    await request.acceptResponsibility()
    await request.save()
    await family.arrived('PERSONEL YAKINI TANITIM KART TALEP İŞLEMLERİ')
    expect(await family.message()).toContain(
      'Talebiniz alınmış ve Kimlik Bürosuna yönlendirilmiştir',
    )
  })

  it('S41 S42 S43 S47 it waits for the bureau, and nothing else can be requested', async () => {
    number = await family.latestNumber(relative)
    expect(await family.latest(relative)).toMatchObject({
      'Talep Tipi': 'Kart Talebi',
      'Talep Durumu': expect.stringContaining('Onay Bekliyor') as string,
    })
    expect(await family.offered(relative)).toBe('Takip et')
  })

  it('S35 S74 a clerk finds it in the queue, looks at it and approves', async () => {
    const clerk = await stack.signedIn('bureau', 'buro2', { javaScriptEnabled })
    const workList = new WorkListPage(clerk)
    await workList.open('review')
    await workList.openRequest(number)
    const review = new ReviewPage(clerk)
    expect(await review.heading()).toBe(relative)
    await review.chooseApproval()
    await review.save()
    expect(await new RequestPage(clerk).decision()).toContain(`${number} onaylandı`)
    await clerk.context().close()
  })

  it('S43 S48 S49 the staff member sees it approved and may ask for its cancellation', async () => {
    await family.open()
    expect((await family.latest(relative))['Talep Durumu']).toContain('Onaylandı')
    expect(await family.offered(relative)).toBe('İptal talebi')
  })
})

it('D12 none of this leaves a name, a number or a file in the logs of the processes', () => {
  expect(stack.logged()).toContain('"path":"/family')
  expect(personalDataIn(stack.logged())).toEqual([])
})
