/** A card is cancelled, lost or not, and the staff member reads the bureau's decision. */
import type { Page } from 'playwright-core'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { AnyPage } from '../support/pages/anyPage'
import { CardArrivalPage } from '../support/pages/bureau/cardArrival'
import { RequestPage as BureauRequestPage } from '../support/pages/bureau/request'
import { ReviewPage } from '../support/pages/bureau/review'
import { WorkListPage } from '../support/pages/bureau/workList'
import { CancellationPage } from '../support/pages/portal/cancellation'
import { FamilyPage } from '../support/pages/portal/family'
import { RequestPage } from '../support/pages/portal/request'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { createStoryTeller } from '../support/stories'

/** Relatives with a card that was handed over, and no request since. */
const holders = [
  { username: 'personel5', name: 'Süleyman Doğan' },
  { username: 'personel5', name: 'Çağla Doğan' },
  { username: 'personel3', name: 'Ege Şimşek' },
]

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
  const teller = await createStoryTeller(stack)
  for (const { username, name } of holders)
    await teller.deliveredCard(await stack.relativeOf(username, name))
})
afterAll(() => stack.stop())

describe('the cancellation of a card that is not lost', () => {
  const { username, name } = holders[0]!
  let staff: Page
  let clerk: Page
  let family: FamilyPage
  let cancellation: CancellationPage
  let number: string

  beforeAll(async () => {
    staff = await stack.signedIn('portal', username)
    clerk = await stack.signedIn('bureau', 'buro1')
    family = new FamilyPage(staff)
    cancellation = new CancellationPage(staff)
  })

  it('S56 S57 S58 the row of a card opens "Tanıtım Kartı İptal İşlemleri" with the reasons', async () => {
    await family.open()
    await family.requestCancellation(name)
    await cancellation.arrived('Tanıtım Kartı İptal İşlemleri')
    expect(await cancellation.question()).toBe('İptal Talebi Nedeni')
    const law = ['Kayıp/Çalıntı', 'Fotoğraf değişikliği', 'Nüfus bilgilerinde değişiklik', 'Diğer']
    expect(await cancellation.reasons()).toEqual(expect.arrayContaining(law))
  })

  it('S60 asks for no document', async () => {
    await cancellation.choose('Fotoğraf değişikliği')
    expect(await cancellation.lossForm.isShown()).toBe(false)
    expect(await cancellation.policeLetter.isShown()).toBe(false)
  })

  it('S64 S65 asks for confirmation, files it by keys, and says where it went', async () => {
    await cancellation.goOn()
    await cancellation.confirmByKeys()
    await family.arrived('PERSONEL YAKINI TANITIM KART TALEP İŞLEMLERİ')
    expect(await family.message()).toContain(
      'İptal talebiniz alınmış ve Kimlik Bürosuna yönlendirilmiştir',
    )
    number = await family.latestNumber(name)
  })

  it('S68 S75 the bureau records the arrival of the card with its letter', async () => {
    const workList = new WorkListPage(clerk)
    await workList.open('cardArrival')
    await workList.takeStep(number)
    await new CardArrivalPage(clerk).record(
      'E-12345678-903.07-4471',
      istanbulDayOf(new Date().toISOString()),
    )
    expect(await workList.message()).toContain(`${number} için kartın gelişi kaydedildi`)
  })

  it('S71 then a clerk opens its review, confirms, and cancels the card by keys', async () => {
    await new WorkListPage(clerk).followMessage()
    const review = new ReviewPage(clerk)
    await review.chooseApproval()
    await review.save()
    await review.confirmByKeys()
    expect(await new BureauRequestPage(clerk).decision()).toContain(
      `${number} onaylandı; kart iptal edildi.`,
    )
  })

  it('S54 S72 D2 the staff member sees it, and may ask for a new card', async () => {
    await family.open()
    expect((await family.latest(name))['Talep Durumu']).toContain('Onaylandı')
    expect(await family.cardOf(name)).toContain('Kart yok')
    expect(await family.offered(name)).toBe('Kart talep et')
  })
})

describe.each([
  { how: 'with scripts', javaScriptEnabled: true, holder: holders[1]! },
  { how: 'without scripts', javaScriptEnabled: false, holder: holders[2]! },
])('the cancellation of a lost card $how', ({ javaScriptEnabled, holder: { username, name } }) => {
  let staff: Page
  let family: FamilyPage
  let cancellation: CancellationPage
  let number: string

  beforeAll(async () => {
    staff = await stack.signedIn('portal', username, { javaScriptEnabled })
    family = new FamilyPage(staff)
    cancellation = new CancellationPage(staff)
    await family.open()
    await family.requestCancellation(name)
    await cancellation.arrived('Tanıtım Kartı İptal İşlemleri')
  })

  it('S59 "Kayıp/Çalıntı" brings both upload areas', async () => {
    expect(await cancellation.lossForm.isShown()).toBe(false)
    await cancellation.choose('Kayıp/Çalıntı')
    await cancellation.lossForm.appears()
    await cancellation.policeLetter.appears()
    expect(await cancellation.text()).toContain('Kayıp Tanıtım Kartı Bildirim Formu')
    expect(await cancellation.text()).toContain('Emniyet/Jandarma Bildirim Yazısı')
  })

  it('S60 another reason takes them away again', async () => {
    await cancellation.choose('Boşanma')
    expect(await cancellation.lossForm.isShown()).toBe(false)
    expect(await cancellation.policeLetter.isShown()).toBe(false)
    await cancellation.choose('Kayıp/Çalıntı')
  })

  it('S61 S62 takes form and letter and links to them', async () => {
    await cancellation.lossForm.upload('dogru-kayip-formu.pdf')
    await cancellation.policeLetter.upload('dogru-emniyet-yazisi.pdf')
    expect((await cancellation.lossForm.show()).text).toBe(
      'Kayıp Tanıtım Kartı Bildirim Formunu Göster',
    )
    expect((await cancellation.policeLetter.show()).text).toBe(
      'Emniyet/Jandarma Bildirim Yazısını Göster',
    )
  })

  it('S64 S65 S71 goes to the bureau and waits there for its review', async () => {
    await cancellation.goOn()
    await cancellation.file()
    await family.arrived('PERSONEL YAKINI TANITIM KART TALEP İŞLEMLERİ')
    number = await family.latestNumber(name)
    expect((await family.latest(name))['İptal Sebebi']).toBe('Kayıp/Çalıntı')
  })

  it('S50 a clerk returns it with two reasons and an explanation', async () => {
    const clerk = await stack.signedIn('bureau', 'buro2', { javaScriptEnabled })
    const workList = new WorkListPage(clerk)
    await workList.open('review')
    await workList.openRequest(number)
    const review = new ReviewPage(clerk)
    await review.chooseRejection(
      ['Kayıp bildirim formu eksik', 'Emniyet/Jandarma yazısı uygun değil'],
      'Formda imza, yazıda tarih yok.',
    )
    await review.save()
    expect(await new BureauRequestPage(clerk).decision()).toContain(`${number} reddedildi`)
    await clerk.context().close()
  })

  it('S73 reads what to fix, and files it again', async () => {
    await family.open()
    await family.openLatest(name)
    const request = new RequestPage(staff)
    expect(await request.rejection()).toContain('Formda imza, yazıda tarih yok.')
    await request.again()
    await cancellation.arrived('Tanıtım Kartı İptal İşlemleri')
    const text = await new AnyPage(staff).text()
    expect(text).toContain('Ret Sebebi Açıklama: Formda imza, yazıda tarih yok.')
    expect(text).toContain('Bu belge düzeltilmeli: Kayıp bildirim formu eksik')
  })
})
