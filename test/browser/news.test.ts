/** What is new arrives on an open page by itself, and disturbs nobody who is typing there. */
import { randomUUID } from 'node:crypto'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

const TEXT = 'Kart size gönderildi.'

async function sendNotice(): Promise<void> {
  const at = new Date()
  await stack.store.notices.create({
    _id: randomUUID(),
    kind: 'sent',
    accountId: await stack.accountIdOf('personel2'),
    requestId: randomUUID(),
    number: 'PYK-2026-999999',
    requestType: 'cardRequest',
    at,
    mail: { state: 'waiting', attempts: 0, nextAttemptAt: at },
  })
}

it('S41 keeps what is being typed and the focus, and says politely that the page is renewed', async () => {
  const page = await stack.signedIn('portal', 'personel2')
  await page.goto('/notices')
  const field = page.getByLabel('E-posta adresiniz')
  await field.fill('ayse@icisleri')
  await sendNotice()
  await page.getByText(TEXT).waitFor()
  expect(await field.inputValue()).toBe('ayse@icisleri')
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await page.locator('#live[role="status"]').innerText()).toContain(
    'kendiliğinden yenilendi',
  )
  expect(await page.locator('.pyk-nav').innerText()).toMatch(/Bildirimler\s*Bekleyen: 1/)
  // The renewed page waits for the next one.
  await sendNotice()
  await page.getByText(TEXT).nth(1).waitFor()
  await page.context().close()
})

it('S34 leaves the message of what was just done on the page', async () => {
  const page = await stack.signedIn('portal', 'personel2')
  await page.goto('/notices')
  await page.getByLabel('E-posta adresiniz').fill('ayse@icisleri.example')
  await page.getByRole('button', { name: 'Adresi kaydet' }).click()
  const message = page.locator('#messages .pyk-banner')
  await message.waitFor()
  const before = await page.getByText(TEXT).count()
  await sendNotice()
  await page.getByText(TEXT).nth(before).waitFor()
  expect(await message.innerText()).toContain('E-posta adresiniz kaydedildi')
  await page.context().close()
})

it('S41 without scripts is there after a reload, for which there is a link', async () => {
  const page = await stack.signedIn('portal', 'personel2', { javaScriptEnabled: false })
  await page.goto('/notices')
  const before = await page.getByText(TEXT).count()
  await sendNotice()
  await page.getByRole('link', { name: 'Son durumu görmek için sayfayı yenileyin' }).click()
  expect(await page.getByText(TEXT).count()).toBe(before + 1)
  await page.context().close()
})
