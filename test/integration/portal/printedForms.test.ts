/** What staff print: the blank form of a loss, and the letter that goes with a card. */
import {
  cancellationPath,
  coverLetterPath,
  FAMILY,
  lossFormPath,
  requestPath,
} from '../../../services/portal/paths'
import { createReturnSlips } from '../../../services/shared/print/returnSlips'
import { printSheet } from '../../../services/shared/print/sheet'
import { cardArrival, rejection, withdrawalOf } from '../../support/messages'
import { linkTo } from '../../support/htmlForm'
import { pdfText } from '../../support/pdfText'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import { fileCancellation, inSubState, makeRelative, uploadGood } from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import { createStoryTeller } from '../../support/stories'
import type { StoryTeller } from '../../support/stories'
import { SLIP_KEY } from '../../support/webServer'

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

async function reportLost(): Promise<string> {
  await uploadGood(mother, cancellationPath(child._id), ['lossForm', 'policeLetter'])
  const requestId = await fileCancellation(app, mother, child, 'lostOrStolen')
  await inSubState(app, requestId, 'inReview')
  return requestId
}

const printed = (path: string, visitor = mother) => visitor.get(path).buffer(true)
const linesOf = (text: string) => text.replace(/\s+/g, ' ')

it.each(['regular', 'bold'])('a date in %s letters keeps its dots apart', async (font) => {
  const date = '27.10.1979'
  const widths: number[] = []
  await printSheet({ title: 'Deneme', language: 'tr' }, (sheet) => {
    for (const part of [date, ...date]) widths.push(sheet.font(font).widthOfString(part))
  })
  const [together, ...apart] = widths
  expect(together).toBeCloseTo(apart.reduce((sum, width) => sum + width))
})

describe('the form of a loss', () => {
  it('S61 S66 is offered where Kayıp/Çalıntı is chosen, with what is known, and says how the letter is had', async () => {
    await stories.deliveredCard(child._id)
    const html = await mother.page(cancellationPath(child._id))
    expect(linkTo(html, 'Boş formu indir (PDF)')).toBe(lossFormPath(child._id))
    expect(html).toContain('En yakın polis merkezine, jandarma bölgesinde jandarma karakoluna')

    const answer = await printed(lossFormPath(child._id))
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="kayip-tanitim-karti-bildirim-formu.pdf"',
    })
    const text = linesOf(await pdfText(answer.body as Buffer))
    for (const known of [
      'Kayıp Tanıtım Kartı Bildirim Formu',
      'Gökçe Şimşek',
      '184501',
      'Bilgi Teknolojileri Genel Müdürlüğü',
      `${child.name} ${child.surname}`,
      'Çocuk',
      '19.05.2001',
    ]) {
      expect(text).toContain(known)
    }
    expect(text).not.toContain(child.identityNumber)
    const [line] = await app.store.auditEntries
      .find({ event: 'lossFormPrinted', subject: child._id })
      .lean()
    expect(line).toMatchObject({ actor: accountId('mother'), outcome: 'done' })
  })

  it('S56 S61 does not exist for a card that never left the bureau, nor for other families', async () => {
    await stories.cardInProduction(child._id)
    await mother.get(lossFormPath(child._id)).expect(404)
    const colleague = await app.signedIn('colleague')
    await colleague.get(lossFormPath(child._id)).expect(404)
  })
})

describe('the cover letter', () => {
  it('S67 S68 S75 is offered while the card is awaited, with a return slip of this request', async () => {
    await stories.deliveredCard(child._id)
    const requestId = await fileCancellation(app, mother, child, 'damaged')
    const { number } = await inSubState(app, requestId, 'awaitingCard')
    const html = await mother.page(requestPath(requestId))
    expect(linkTo(html, 'Üst yazıyı ve dönüş fişini indir (PDF)')).toBe(coverLetterPath(requestId))

    const answer = await printed(coverLetterPath(requestId))
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="ust-yazi-${number}.pdf"`,
    })
    const text = linesOf(await pdfText(answer.body as Buffer))
    for (const known of [
      'KİMLİK BÜROSUNA',
      'Bilgi Teknolojileri Genel Müdürlüğü',
      `${number} numaralı kart iptal talebi`,
      'Gökçe Şimşek',
      `${child.name} ${child.surname}`,
      'Kartın hasar görmesi',
      'DÖNÜŞ FİŞİ',
      createReturnSlips(SLIP_KEY).codeOf(number),
    ]) {
      expect(text).toContain(known)
    }
    expect(text).not.toContain(child.identityNumber)
  })

  it('S60 S68 exists for the applicant only, and only until the card has arrived', async () => {
    await stories.deliveredCard(child._id)
    const requestId = await fileCancellation(app, mother, child, 'damaged')
    await inSubState(app, requestId, 'awaitingCard')
    const father = await app.signedIn('father')
    await father.get(coverLetterPath(requestId)).expect(404)
    expect(
      linkTo(await father.page(requestPath(requestId)), 'Üst yazıyı ve dönüş fişini indir (PDF)'),
    ).toBeNull()
    await app.runs.recordArrival(child.personKey, cardArrival(requestId))
    await inSubState(app, requestId, 'inReview')
    await mother.get(coverLetterPath(requestId)).expect(404)
  })
})

describe('a card that is reported lost', () => {
  it('S69 S73 is marked at once on its row and its request, and stays marked when the report is returned', async () => {
    await stories.deliveredCard(child._id)
    const requestId = await reportLost()
    const marks = async () => {
      const [family, request] = [
        await mother.page(FAMILY),
        await mother.page(requestPath(requestId)),
      ]
      return [family, request].map((html) => /data-part="loss"[^]*?Kayıp bildirildi/.test(html))
    }
    expect(await marks()).toEqual([true, true])
    const html = await mother.page(requestPath(requestId))
    expect(html).toContain('Kart, büro onaylayana kadar geçerlidir.')

    await app.runs.decide(
      child.personKey,
      rejection(requestId, { reasons: ['policeLetterMissing'] }),
    )
    await inSubState(app, requestId, 'returned')
    expect(await marks()).toEqual([true, true])
  })

  it('S69 loses the mark when the report is withdrawn', async () => {
    await stories.deliveredCard(child._id)
    const requestId = await reportLost()
    await app.runs.withdraw(child.personKey, withdrawalOf(requestId, { by: accountId('mother') }))
    await inSubState(app, requestId, 'withdrawn')
    expect(await mother.page(requestPath(requestId))).not.toContain('data-part="loss"')
  })

  it('S69 is not marked for another reason', async () => {
    await stories.deliveredCard(child._id)
    const requestId = await fileCancellation(app, mother, child, 'damaged')
    expect(await mother.page(requestPath(requestId))).not.toContain('data-part="loss"')
  })
})
