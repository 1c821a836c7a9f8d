/** A phone's photo becomes the photo of a card in real browsers: with scripts and without. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { CardRequestPage } from '../support/pages/portal/cardRequest'
import { FamilyPage } from '../support/pages/portal/family'
import { ProposalPage } from '../support/pages/portal/proposal'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { waitFor } from '../support/waitFor'
import { DESKTOP, PHONE as PHONE_WINDOW } from '../support/windows'

const PHONE = 'fotograf-telefon.jpg'
const DONE = 'Fotoğraf başarılı bir şekilde yüklendi'
const LARGEST = { left: 0, top: 0, width: 3024 }

let stack: Stack
let folder: string
beforeAll(async () => {
  stack = await startStack()
  folder = await mkdtemp(path.join(tmpdir(), 'pyk-dark-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await stack.stop()
})

/** A landscape picture of a dark wall; several advices apply. */
async function darkPhoto(): Promise<string> {
  const file = path.join(folder, 'karanlik.png')
  await sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#1c1c1c' } })
    .png()
    .toFile(file)
  return file
}

/** A light wall with a dark left end, which the proposed frame does not reach. */
async function halfDarkPhoto(): Promise<string> {
  const file = path.join(folder, 'yari-karanlik.png')
  const dark = { create: { width: 700, height: 1600, channels: 3, background: '#222' } } as const
  await sharp({ create: { width: 3000, height: 1600, channels: 3, background: '#e6e6e6' } })
    .composite([{ input: dark, left: 0, top: 0 }])
    .png()
    .toFile(file)
  return file
}

/** A screenshot of a phone, longer than the phone's own window. */
async function tallPhoto(): Promise<string> {
  const file = path.join(folder, 'uzun.png')
  await sharp({ create: { width: 1080, height: 2400, channels: 3, background: '#e6e6e6' } })
    .png()
    .toFile(file)
  return file
}

/** Chooses the phone's photo and presses "Yükle": two of three presses. */
async function uploadPhone({
  javaScriptEnabled = true,
  hasTouch = false,
  photo = PHONE,
  viewport = DESKTOP,
} = {}) {
  const page = await stack.signedIn('portal', 'personel1', {
    javaScriptEnabled,
    hasTouch,
    viewport,
  })
  const ownerId = await stack.accountIdOf('personel1')
  await stack.store.drafts.deleteMany({ ownerId, submitted: false })
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  const family = new FamilyPage(page)
  await family.open()
  await family.requestCard('Çağrı Yıldırım')
  const request = new CardRequestPage(page)
  await request.acceptResponsibility()
  await request.photo.choose(photo)
  await request.photo.press()
  const proposal = new ProposalPage(page)
  await proposal.arrived('Fotoğrafı uygun hâle getir')
  return { page, request, proposal, violations }
}

describe.each([
  { how: 'with scripts', javaScriptEnabled: true },
  { how: 'without scripts', javaScriptEnabled: false },
])('a photo of a phone, $how', ({ javaScriptEnabled }) => {
  it('S24 S25 S26 S27 D13 becomes the photo of the card in three presses', async () => {
    const { request, proposal } = await uploadPhone({ javaScriptEnabled })
    expect(await proposal.frame()).toEqual(LARGEST)
    expect(await proposal.text()).toContain('Ölçü: 3024 × 4032 → 600 × 800 piksel')
    await proposal.save()
    await request.arrived('Tanıtım kartı talep işlemleri')
    expect(await request.photo.done()).toBe(DONE)
    expect(await request.acceptsResponsibility()).toBe(true)
    const { text, bytes } = await request.photo.show()
    expect(text).toBe('Fotoğrafı Göster')
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 600, height: 800, density: 300 })
  })

  it('D13 has its frame zoomed and moved by buttons, and the result is shown', async () => {
    const { proposal } = await uploadPhone({ javaScriptEnabled })
    await proposal.move('Yakınlaştır')
    await proposal.move('Aşağı')
    await proposal.move('Sağa')
    expect(await proposal.frame()).toEqual({ left: 288, top: 338, width: 2721 })
    expect(await proposal.shownAfter()).toBe('288 338 2721 3628')
  })

  it('D13 shows what is asked without scrolling, and so does a dark photo with its advice', async () => {
    const asked = ['Bu hâliyle kaydet', 'Vazgeç']
    const { proposal } = await uploadPhone({ javaScriptEnabled })
    expect(await proposal.buttonsInView()).toEqual(asked)
    const dark = await uploadPhone({ javaScriptEnabled, photo: await darkPhoto() })
    expect(await dark.proposal.text()).toContain('Fotoğraf çok karanlık görünüyor')
    expect(await dark.proposal.buttonsInView()).toEqual(asked)
  })

  it('S28 D13 is given up without a trace', async () => {
    const { request, proposal } = await uploadPhone({ javaScriptEnabled })
    await proposal.giveUp()
    await request.arrived('Tanıtım kartı talep işlemleri')
    expect(await request.text()).not.toContain('onayınızı bekliyor')
  })
})

it('D13 asks about a page that looks blank before the pages, on a phone too', async () => {
  const page = await stack.signedIn('portal', 'personel1', { viewport: PHONE_WINDOW })
  const family = new FamilyPage(page)
  await family.open()
  await family.requestCard('Çağrı Yıldırım')
  const request = new CardRequestPage(page)
  await request.receipt.choose('yanlis-dekont-bos-sayfa.pdf')
  await request.receipt.press()
  const proposal = new ProposalPage(page)
  await proposal.arrived('Doğru dosya mı?')
  expect(await proposal.text()).toContain('2. sayfa boş görünüyor')
  expect(await proposal.buttonsInView()).toEqual(['Evet, doğru dosya', 'Vazgeç'])
})

describe('the frame with scripts', () => {
  it('S28 D13 waits no longer once another file is taken at once, which is shown in its place', async () => {
    const { request, proposal } = await uploadPhone()
    await proposal.goBack()
    const { photo } = request
    expect(await photo.saysThatOneWaits()).toBe(true)
    await photo.upload('dogru-fotograf.jpg')
    expect(await photo.saysThatOneWaits()).toBe(false)
    const before = await photo.thumbnail()
    await photo.upload('dogru-fotograf-exif-ile-donuk.jpg')
    await waitFor(async () => (await photo.thumbnail()) !== before, { what: 'the new picture' })
    expect(await photo.showsThumbnail()).toBe(true)
  })

  it('D13 follows keys, the mouse and buttons, and never leaves the picture', async () => {
    const { proposal, violations } = await uploadPhone()
    await proposal.comesAlive()
    await proposal.press('+', '+', 'ArrowRight', 'ArrowDown')
    const byKeys = await proposal.frame()
    expect(byKeys.width).toBeLessThan(LARGEST.width)
    await proposal.drag(-40, -40)
    const dragged = await proposal.frame()
    expect(dragged.width).toBe(byKeys.width)
    expect(dragged.left).toBeLessThan(byKeys.left)
    expect(dragged.top).toBeLessThan(byKeys.top)
    await proposal.drag(2_000, 2_000)
    const { left, top, width } = await proposal.frame()
    expect(left + width).toBeLessThanOrEqual(3024)
    expect(top + (width * 4) / 3).toBeLessThanOrEqual(4032)
    expect(await proposal.shownAfter()).toBe(`${left} ${top} ${width} ${(width * 4) / 3}`)
    expect(violations).toEqual([])
  })

  it('D13 zooms by the wheel as by its buttons, around the middle', async () => {
    const { proposal } = await uploadPhone()
    await proposal.comesAlive()
    await proposal.turnWheelAway()
    expect(await proposal.frame()).toEqual({ left: 152, top: 202, width: 2721 })
  })

  it('D13 zooms by two fingers as far as they move', async () => {
    const { proposal } = await uploadPhone({ hasTouch: true })
    await proposal.comesAlive()
    await proposal.spread(60, 72)
    const { width } = await proposal.frame()
    expect(LARGEST.width / width).toBeCloseTo(72 / 60, 1)
  })

  it('D13 says the size of the frame after a corner is dragged', async () => {
    const { proposal } = await uploadPhone()
    await proposal.comesAlive()
    await proposal.dragCorner(-60, -80)
    const { width } = await proposal.frame()
    expect(width).toBeLessThan(LARGEST.width)
    expect(await proposal.saidSize()).toContain(`${width} × ${(width * 4) / 3} piksel`)
  })

  it('D13 keeps its advice to the part that the frame holds', async () => {
    const BACKGROUND = 'Arka plan düz ve beyaz görünmüyor'
    const { proposal } = await uploadPhone({ photo: await halfDarkPhoto() })
    await proposal.comesAlive()
    expect(await proposal.text()).not.toContain(BACKGROUND)
    await proposal.drag(-2_000, 0)
    await proposal.advises(BACKGROUND, true)
    await proposal.drag(2_000, 0)
    await proposal.advises(BACKGROUND, false)
  })

  it('D13 leaves a swipe next to it to the page, and takes one on it', async () => {
    const { proposal } = await uploadPhone({
      photo: await tallPhoto(),
      viewport: PHONE_WINDOW,
      hasTouch: true,
    })
    await proposal.comesAlive()
    expect(await proposal.swipeUp({ x: 0.5, y: 0.5 })).toBe(0)
    expect(await proposal.swipeUp({ x: 0.5, y: 0.95 })).toBeGreaterThan(100)
  })

  it('D13 gives the same bytes as without scripts', async () => {
    const kept: Buffer[] = []
    for (const javaScriptEnabled of [true, false]) {
      const { request, proposal } = await uploadPhone({ javaScriptEnabled })
      await proposal.move('Yakınlaştır')
      await proposal.save()
      await request.arrived('Tanıtım kartı talep işlemleri')
      kept.push((await request.photo.show()).bytes)
    }
    expect(kept[0]!.equals(kept[1]!)).toBe(true)
  })
})
