/** Clerks who decide at once, and what the keyboard does on the pages of the bureau. */
import type { Page } from 'playwright-core'
import { RequestPage } from '../support/pages/bureau/request'
import { FROM_EMPTY_LIST, ReviewPage } from '../support/pages/bureau/review'
import { WorkListPage } from '../support/pages/bureau/workList'
import { fileCardRequest } from '../support/pages/portal/filing'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'

const CLERKS = { buro1: 'Yiğit Koç', buro2: 'Aygül Ünal' }

const LOST_TEXT = 'Fotoğrafta gözler kapalı.'

let stack: Stack
let clerks: Record<keyof typeof CLERKS, Page>

beforeAll(async () => {
  stack = await startStack()
  clerks = {
    buro1: await stack.signedIn('bureau', 'buro1'),
    buro2: await stack.signedIn('bureau', 'buro2'),
  }
})
afterAll(() => stack.stop())

async function openReview(clerk: Page, number: string): Promise<ReviewPage> {
  const workList = new WorkListPage(clerk)
  await workList.open('review')
  await workList.openRequest(number)
  return new ReviewPage(clerk)
}

describe('two clerks who have the same request open', () => {
  let number: string
  let reviews: ReviewPage[]

  beforeAll(async () => {
    number = await fileCardRequest(stack, 'personel1', 'Çağrı Yıldırım')
    for (const clerk of Object.values(clerks)) await new ReviewPage(clerk).withoutNews(true)
    reviews = await Promise.all([
      openReview(clerks.buro1, number),
      openReview(clerks.buro2, number),
    ])
    await reviews[0]!.chooseApproval()
    await reviews[1]!.chooseRejection(['Yüz tam görünmüyor'], LOST_TEXT)
  })

  it('D7 decide at once: one decision is taken, the other clerk reads who decided and when', async () => {
    await Promise.all(reviews.map((review) => review.save()))
    const texts = await Promise.all(reviews.map((review) => review.text()))
    const taken = texts.findIndex((text) => /PYK-\d{4}-\d+ (onaylandı|reddedildi);/.test(text))
    const winner = Object.values(CLERKS)[taken]!
    expect(texts[1 - taken]).toMatch(
      new RegExp(
        `Bu talep hakkında ${winner} \\d{2}\\.\\d{2}\\.\\d{4} \\d{2}:\\d{2} tarihinde karar verdi: (Onaylandı|Reddedildi)\\. Kararınız uygulanmadı\\.`,
      ),
    )
  })

  it('D7 the page of the second decision starts at its heading and keeps what its clerk wrote', async () => {
    const texts = await Promise.all(reviews.map((review) => review.text()))
    const second = texts.findIndex((text) => text.includes('Kararınız uygulanmadı'))
    const page = second === 0 ? clerks.buro1 : clerks.buro2
    await page.locator('h1:focus').waitFor()
    if (second === 1)
      expect(await page.getByLabel('Yazdığınız açıklama').inputValue()).toBe(LOST_TEXT)
    for (const review of reviews) await review.withoutNews(false)
  })
})

describe('an approved card', () => {
  let number: string
  beforeAll(async () => {
    number = await fileCardRequest(stack, 'buro1', 'Şule Koç')
    const review = await openReview(clerks.buro2, number)
    await review.chooseApproval()
    await review.save()
    expect(await new RequestPage(clerks.buro2).decision()).toContain(`${number} onaylandı`)
  })

  it('D1 is recorded as printed with one click and the key that answers the question', async () => {
    const workList = new WorkListPage(clerks.buro2)
    await workList.open('print')
    await workList.reached(number)
    await workList.takeStepAtOnce(number)
    expect(await workList.message()).toContain(`${number}: kart basıldı olarak kaydedildi`)
    expect(await workList.heading()).toBe('Basım bekleyenler')
  })
})

describe('Ctrl+Enter on the review page', () => {
  let number: string
  let page: Page
  let review: ReviewPage
  const isSending = () => page.locator('form[data-sending]').count()

  beforeAll(async () => {
    number = await fileCardRequest(stack, 'personel3', 'Ege Şimşek')
    page = clerks.buro2
    review = await openReview(page, number)
    await page.goto(`${new URL(page.url()).pathname}${FROM_EMPTY_LIST}`)
    await review.chooseApproval()
  })

  it('opens a link in a tab when the focus is on it, and sends nothing', async () => {
    const opened = page.context().waitForEvent('page')
    await page.getByRole('link', { name: 'Dekontu Göster' }).focus()
    await page.keyboard.press('Control+Enter')
    await (await opened).close()
    expect(await isSending()).toBe(0)
  })

  it('sends nothing while the photo is open in front of the page', async () => {
    await page.locator('[data-module="photo-viewer"]').first().click()
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('Control+Enter')
    expect(await isSending()).toBe(0)
    await page.keyboard.press('Escape')
  })

  it('is offered only where scripts serve it', async () => {
    const offered = 'button[aria-keyshortcuts~="Control+Enter"]'
    expect(await page.locator('.pyk-kbd').isVisible()).toBe(true)
    expect(await page.locator(offered).count()).toBe(1)
    const plain = await stack.signedIn('bureau', 'buro2', { javaScriptEnabled: false })
    await plain.goto(page.url())
    expect(await plain.locator('.pyk-kbd').isVisible()).toBe(false)
    expect(await plain.locator(offered).count()).toBe(0)
    await plain.context().close()
  })

  it('saves the decision when the focus is in its form', async () => {
    await page.locator('input[name="outcome"]:checked').focus()
    await page.keyboard.press('Control+Enter')
    expect(await page.locator('#held .pyk-banner').first().innerText()).toContain(
      `${number} için kararınız: Onaylandı`,
    )
  })
})
