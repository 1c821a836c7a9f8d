/**
 * The review page on a clerk's screen: everything for a decision in sight, and the keyboard alone
 * for a day's work.
 */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { nextRequestNumber } from '../../services/shared/store/nextRequestNumber'
import type { RequestRecord } from '../../services/shared/store/request'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { ReviewPage } from '../support/pages/bureau/review'
import { inSubState, writeRelative } from '../support/relatives'
import { validSample } from '../support/samples'
import { startStack } from '../support/stack'
import { waitFor } from '../support/waitFor'
import type { Stack } from '../support/stack'
import { DESKTOP } from '../support/windows'

/** Also when something has to be said above them. */
const IN_SIGHT = [
  '#photo .pyk-photo__image',
  '.pyk-card-face__card',
  '#about .pyk-facts',
  '.pyk-document__pages',
  '#decision-form',
  'button[value="next"]',
]
/** Decisions in a row; every fourth is a rejection. */
const IN_A_ROW = 20
/** The units of this file's requests, so that its lists hold nothing else. */
const UNITS = {
  sight: 'BAKIS',
  keys: 'TUSLAR',
  row: 'SIRA',
  undo: 'GERI',
  still: 'YERINDE',
  again: 'YINE',
}

let stack: Stack
let clerk: Page
beforeAll(async () => {
  stack = await startStack()
  clerk = await stack.signedIn('bureau', 'buro2')
})
afterAll(() => stack.stop())

const newChild = async () =>
  writeRelative(stack, [await stack.accountIdOf('personel1')], 'child', {
    name: 'Işıl',
    surname: 'Yıldırım',
    birthDate: { year: 2009, month: 5, day: 19 },
  })

/** A card request that waits for review, of a child of personel1; of a new one by default. */
async function file(
  unitCode: string,
  of?: Awaited<ReturnType<typeof newChild>>,
): Promise<RequestRecord> {
  const { store, documents } = stack
  const applicantId = await stack.accountIdOf('personel1')
  const child = of ?? (await newChild())
  // The register does not know these children, and is not asked again about a family so soon.
  await store.familyRefreshes.updateOne(
    { _id: applicantId },
    { $set: { state: 'answered', at: new Date(), runId: 'none', startedAt: new Date(), seq: 1 } },
    { upsert: true },
  )
  const requestId = randomUUID()
  await createRequestRuns(stack.client).start(child.personKey, {
    type: 'cardRequest',
    requestId,
    requestNumber: await nextRequestNumber(store, new Date().getFullYear()),
    personId: child._id,
    applicantId,
    relatedStaffIds: [applicantId],
    unitCode,
    timing: DEFAULT_TIMING,
    documents: [
      await documents.put('photo', await validSample('photo')),
      await documents.put('receipt', await validSample('receipt')),
    ],
  })
  return inSubState(stack, requestId, 'inReview')
}

const open = (page: Page, { _id, unitCode }: RequestRecord) =>
  page.goto(`/requests/${_id}/review?unit=${unitCode}`)

describe('at 1280 × 900', () => {
  let inSight: RequestRecord
  let review: ReviewPage
  beforeAll(async () => {
    inSight = await file(UNITS.sight)
    await open(clerk, inSight)
    review = new ReviewPage(clerk)
  })

  it.each([
    ['the photo', '#photo .pyk-photo__image'],
    ['the photo on the card', '.pyk-card-face__card'],
    ['the person’s data', '#about .pyk-facts'],
    ['the earlier requests', '#others'],
    ['what was measured on the photo', '.pyk-checks'],
    ['the fee', '#fee'],
    ['the pages of the receipt', '.pyk-document__pages'],
    ['the decision', '#decision-form'],
    ['the button that saves', 'button[value="next"]'],
    ['the way to the head', '[data-action="escalate"]'],
  ])('%s is in sight without a scroll', async (_what, selector) => {
    const { x, y, width, height } = await review.placeOf(selector)
    expect(x + width).toBeLessThanOrEqual(DESKTOP.width)
    expect(y + height).toBeLessThanOrEqual(DESKTOP.height)
  })

  it('three differences of the register take one line, which opens to the whole', async () => {
    await stack.store.people.updateOne(
      { _id: inSight.personId },
      { $set: { name: 'Işılay', surname: 'Doğan', 'birthDate.year': 2008 } },
    )
    await open(clerk, inSight)
    expect(await review.below(DESKTOP.height, IN_SIGHT)).toEqual({})
    const line = clerk.locator('#register-changes')
    await line.locator('summary').click()
    expect(await line.locator('li').count()).toBe(3)
    expect(await line.innerText()).toMatch(/Işılay[^]*Doğan/)
  })

  it('two messages at once push nothing below the window', async () => {
    await clerk.locator('.pyk-keys summary').click()
    await clerk.getByRole('button', { name: 'Tek tuşlu kısayolları kapat' }).click()
    await clerk.getByText('Tek tuşlu kısayollar kapatıldı.').waitFor()
    expect(await clerk.locator('#register-changes').isVisible()).toBe(true)
    expect(await review.below(DESKTOP.height, IN_SIGHT)).toEqual({})
    await review.chooseRejection([])
    expect(await review.below(DESKTOP.height, ['input[value="otherReason"]'])).toEqual({})
    await clerk.locator('.pyk-keys summary').click()
    await clerk.getByRole('button', { name: 'Tek tuşlu kısayolları aç' }).click()
    await clerk.getByText('Tek tuşlu kısayollar açıldı.').waitFor()
    await open(clerk, inSight)
  })

  it('the card has the size in which it is printed, 53.98 × 85.60 mm', async () => {
    const { width, height } = await review.placeOf('.pyk-card-face__card')
    const millimetres = [width, height].map((pixels) => Number(((pixels / 96) * 25.4).toFixed(1)))
    expect(millimetres).toEqual([54, 85.6])
  })

  it('the decision stays where it is while the page scrolls', async () => {
    await clerk.mouse.move(300, 500)
    await clerk.evaluate('window.scrollTo(0, document.body.scrollHeight)')
    const { y } = await review.placeOf('#decision')
    expect(y).toBeGreaterThanOrEqual(0)
    await clerk.evaluate('window.scrollTo(0, 0)')
  })

  it('all reasons and the button that saves stay in sight when a rejection is written', async () => {
    await review.chooseRejection([])
    await clerk.evaluate('window.scrollTo(0, 0)')
    for (const selector of ['input[value="otherReason"]', 'button[value="next"]']) {
      const { y, height } = await review.placeOf(selector)
      expect(y + height).toBeLessThanOrEqual(DESKTOP.height)
    }
  })

  it('S50 what is written and what the staff member will read stay above the buttons, with two reasons', async () => {
    await open(clerk, inSight)
    await review.press('r', '2', '6', 'a')
    await clerk.keyboard.type('Perde görünüyor.')
    await clerk.locator('.pyk-preview').waitFor()
    const buttons = await review.placeOf('button[value="next"]')
    const last = await review.placeOf('button[value="stay"]')
    expect(last.y + last.height).toBeLessThanOrEqual(DESKTOP.height)
    for (const selector of ['textarea[name="explanation"]', '.pyk-preview']) {
      const { y, height } = await review.placeOf(selector)
      expect(height).toBeGreaterThan(40)
      expect(y + height).toBeLessThanOrEqual(buttons.y)
    }
    await clerk.keyboard.press('Escape')
  })

  it('S50 all reasons and all that the staff member will read are in sight at once, with two reasons', async () => {
    await open(clerk, inSight)
    await review.press('r', '1', '6', 'a')
    await clerk.keyboard.type('Perde görünüyor.')
    await clerk.locator('.pyk-preview').waitFor()
    for (const selector of ['.govuk-form-group:has(> fieldset .pyk-reasons)', '.pyk-preview']) {
      const { y, height } = await review.placeOf(selector)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y + height).toBeLessThanOrEqual(DESKTOP.height)
      expect(await review.hidden(selector)).toBeLessThanOrEqual(1)
    }
    expect(await review.below(DESKTOP.height, IN_SIGHT)).toEqual({})
    await clerk.keyboard.press('Escape')
  })

  it('S43 shows what the staff member will read before a document is asked for', async () => {
    await clerk.goto(`/requests/${inSight._id}/missing`)
    expect(await clerk.locator('.pyk-preview').isVisible()).toBe(false)
    await clerk.getByLabel('Dekont', { exact: true }).check()
    await clerk.getByLabel('Okunmuyor', { exact: true }).check()
    await clerk.getByLabel('Açıklama').fill('Tarih okunmuyor.')
    expect(await review.preview()).toMatch(
      /Dekontu yeniden yükleyin[^]*dosya okunmuyor\. Okunaklı[^]*Büronun açıklaması: Tarih okunmuyor\./,
    )
    expect(await review.preview()).not.toMatch(/Fotoğraf|eksik sayfa/)
    const button = await review.placeOf('button[value="send"]')
    expect(button.y + button.height).toBeLessThanOrEqual(DESKTOP.height)
    const above = ['[name="kind"]', '[name="flaw"] >> nth=-1', '[name="note"]', '.pyk-preview']
    expect(await review.below(button.y, above)).toEqual({})
  })
})

describe('at 1280 × 900, of a person whose request was rejected before', () => {
  /** Less would hide the sum. Two alarms about files that were used before take 45 of it as well. */
  const USEFUL = 300 - 45
  let review: ReviewPage
  beforeAll(async () => {
    const child = await newChild()
    const before = await file(UNITS.again, child)
    review = new ReviewPage(clerk)
    await open(clerk, before)
    await review.chooseRejection(['Fotoğrafın arka planı beyaz değil', 'Dekont okunmuyor'])
    await review.save()
    await inSubState(stack, before._id, 'returned')
    await open(clerk, await file(UNITS.again, child))
  })

  it('S50 the earlier rejection is in sight, and the receipt keeps its height', async () => {
    expect(await clerk.locator('#others').innerText()).toMatch(/Reddedildi[^]*Dekont okunmuyor/)
    const parts = [...IN_SIGHT, '#others', '[data-action="escalate"]']
    expect(await review.below(DESKTOP.height, parts)).toEqual({})
    expect((await review.placeOf('.pyk-document__pages')).height).toBeGreaterThanOrEqual(USEFUL)
  })

  it('S50 the receipt keeps its height while another rejection is written', async () => {
    await review.press('r', '1', '6')
    expect(await review.below(DESKTOP.height, IN_SIGHT)).toEqual({})
    expect((await review.placeOf('.pyk-document__pages')).height).toBeGreaterThanOrEqual(USEFUL)
  })
})

describe('the keyboard alone', () => {
  let review: ReviewPage
  beforeAll(async () => {
    await file(UNITS.keys)
    await open(clerk, await file(UNITS.keys))
    review = new ReviewPage(clerk)
  })

  it('S50 writes a rejection, and shows what the staff member will read', async () => {
    await review.press('r', '1', '5', 'a')
    await clerk.keyboard.type('Perde görünüyor.')
    await review.press('Escape')
    expect(await review.preview()).toMatch(
      /arka planı beyaz ve düz olmalıdır[^]*dekont okunmuyor[^]*Perde görünüyor\./,
    )
    await review.press('1')
    expect(await review.preview()).not.toContain('arka planı')
  })

  it('types letters in a text instead of pressing them', async () => {
    await review.press('a', 'o')
    expect(await clerk.locator('input[value="rejected"]').isChecked()).toBe(true)
    await review.press('Escape')
  })

  it('opens photo, paper and help', async () => {
    await review.press('f')
    await clerk.locator('dialog[open] img').waitFor()
    await review.press('Escape')
    await clerk.locator('dialog').waitFor({ state: 'detached' })
    await review.press('d')
    await clerk.locator('.pyk-document__pages:focus').waitFor()
    await review.press('?')
    expect(await clerk.locator('.pyk-keys[open]').innerText()).toMatch(/Onayı seç[^]*Reddi seç/)
    await review.press('?')
  })

  it('shows the letters of the help as on the page, and closes it with Esc where the clerk was', async () => {
    const help = clerk.locator('.pyk-keys[open]')
    await review.press('d', '?')
    expect(await help.locator('dt').allInnerTexts()).toEqual(
      expect.arrayContaining(['O', 'R', 'D', '?']),
    )
    await review.press('Escape')
    await help.waitFor({ state: 'detached' })
    await clerk.locator('.pyk-document__pages:focus').waitFor()

    await review.press('?')
    await help.getByRole('button', { name: 'Tek tuşlu kısayolları kapat' }).focus()
    await review.press('Escape')
    await help.waitFor({ state: 'detached' })
    await clerk.locator('.pyk-document__pages:focus').waitFor()
  })

  it('Esc closes the help before it leaves a text, which stays as it was', async () => {
    await clerk.locator('.pyk-keys summary').click()
    await review.press('a')
    await clerk.keyboard.type('Tarih')
    await review.press('Escape')
    await clerk.locator('.pyk-keys:not([open])').waitFor()
    await clerk.keyboard.type(' yok')
    expect(await clerk.getByLabel('Ret Sebebi Açıklama').inputValue()).toMatch(/Tarih yok$/)
    await review.press('Escape')
  })

  it('D12 shows the identity number in its place', async () => {
    await review.press('k')
    await clerk
      .locator('#about')
      .getByText(/^\d{11}$/)
      .waitFor()
  })

  it('does nothing for an account that has turned single keys off (WCAG 2.1.4)', async () => {
    await review.press('?')
    await clerk.getByRole('button', { name: 'Tek tuşlu kısayolları kapat' }).click()
    await clerk.getByText('Tek tuşlu kısayollar kapatıldı.').waitFor()
    await review.press('r')
    expect(await clerk.locator('input[value="rejected"]').isChecked()).toBe(false)
    await clerk.locator('.pyk-keys summary').click()
    await clerk.getByRole('button', { name: 'Tek tuşlu kısayolları aç' }).click()
    await clerk.getByText('Tek tuşlu kısayollar açıldı.').waitFor()
  })
})

it('a decision that can be taken back is below the next one and moves nothing', async () => {
  const [first, next] = [await file(UNITS.still), await file(UNITS.still)]
  const review = new ReviewPage(clerk)
  await open(clerk, next)
  const still = await review.placeOf('#decision-form')
  await open(clerk, first)
  await review.press('o', 'g')
  // The alarm about the receipt, which all of them share, names the other one too.
  await clerk.locator('.pyk-heading__meta', { hasText: next.number }).waitFor()
  expect(await review.placeOf('#decision-form')).toEqual(still)
  expect(await review.below(DESKTOP.height, ['#held .pyk-banner'])).toEqual({})
  expect((await review.placeOf('#held .pyk-banner')).y).toBeGreaterThan(still.y + still.height)
})

it('takes the last decision back by its key, and finds the request as it was', async () => {
  const request = await file(UNITS.undo)
  await open(clerk, request)
  await clerk.keyboard.press('o')
  await clerk.keyboard.press('g')
  await clerk.locator('#held .pyk-banner').getByText(request.number).first().waitFor()
  await clerk.keyboard.press('z')
  await clerk.getByText('hiçbir şey gönderilmedi').waitFor()
  expect(await clerk.locator('input[value="approved"]').isChecked()).toBe(true)
  const row = await stack.store.requests.findById(request._id).lean()
  expect(row!.decision).toBeNull()
})

it('decides 20 requests in a row with keys only, the next one with its pictures each time', async () => {
  const requests: RequestRecord[] = []
  for (let filed = 0; filed < IN_A_ROW; filed++) requests.push(await file(UNITS.row))
  await open(clerk, requests[0]!)
  const waits: number[] = []
  let keys = 0
  for (const [index, { number }] of requests.entries()) {
    await clerk.locator('.pyk-heading__meta', { hasText: number }).waitFor()
    await clerk.evaluate(PICTURES_AHEAD)
    const pressed = index % 4 === 3 ? ['r', '1', 'g'] : ['o', 'g']
    for (const key of pressed.slice(0, -1)) await clerk.keyboard.press(key)
    if (index < IN_A_ROW - 1) await clerk.evaluate(TIME_NEXT)
    await clerk.keyboard.press('g')
    keys += pressed.length
    if (index < IN_A_ROW - 1) waits.push(await clerk.evaluate<number>('window.untilNext'))
  }
  await clerk.getByRole('heading', { level: 1, name: 'İnceleme kuyruğu' }).waitFor()
  const ids = requests.map(({ _id }) => _id)
  // The last ones can still be taken back.
  await waitFor(
    async () =>
      (await stack.store.requests.countDocuments({ _id: { $in: ids }, open: false })) === IN_A_ROW,
    { what: 'all decisions on record' },
  )
  const sorted = waits.toSorted((one, other) => one - other)
  const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))]!)
  process.stdout.write(
    `${IN_A_ROW} decisions: ${keys} keys; until the next one with its pictures: ` +
      `median ${at(0.5)} ms, 90th ${at(0.9)} ms, longest ${at(1)} ms\n`,
  )
}, 180_000)

/** Browser code: waits until a clerk who reads for a moment would have the next pictures. */
const PICTURES_AHEAD = `new Promise((done) => requestIdleCallback(done, { timeout: 300 }))`

/** Browser code: times from the next key until another request with all its pictures is shown. */
const TIME_NEXT = `window.untilNext = new Promise((done) => {
  const before = document.querySelector('h1').textContent
  addEventListener('keydown', () => {
    const pressedAt = performance.now()
    const look = () => {
      const heading = document.querySelector('h1').textContent
      const pictures = [...document.querySelectorAll('main img')]
      if (heading !== before && pictures.every((picture) => picture.complete)) done(performance.now() - pressedAt)
      else requestAnimationFrame(look)
    }
    look()
  }, { capture: true, once: true })
}), undefined`
