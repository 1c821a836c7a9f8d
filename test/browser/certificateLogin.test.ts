/** "Sertifikalı Giriş" in a real browser (S4), and the page with both ways in. */
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { SUBJECT_ATTRIBUTES } from '../../services/shared/certificates/holder'
import { route, view } from '../../services/shared/web'
import { launchBrowser } from '../support/browser'
import { startAuthority } from '../support/certificates'
import type { TestAuthority } from '../support/certificates'
import { startAppWithDoor } from '../support/certificateDoor'
import type { AppWithDoor } from '../support/certificateDoor'
import { resize } from '../support/looks'
import { htmlFaults } from '../support/validHtml'

const PAGE = '/family'
const NARROWEST = { width: 320, height: 800 }

let trusted: TestAuthority
let app: AppWithDoor
let browser: Browser

beforeAll(async () => {
  trusted = await startAuthority()
  const home = route({
    method: 'get',
    path: PAGE,
    access: 'signedIn',
    audit: 'none: a page of the test',
    handle: () =>
      view('error', { title: 'Aile', text: 'Metin', next: { href: '/', text: 'Ana sayfa' } }),
  })
  app = await startAppWithDoor([home], { trusted })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await app.close()
  await trusted.remove()
})

/** A browser that shows a certificate with this serial number at the door. */
async function browserWith(serialNumber?: string): Promise<Page> {
  const name = [{ CN: ['Gülşen Öztürk'] }, { [SUBJECT_ATTRIBUTES.UID]: ['184501'] }]
  const { certificate, key } = await trusted.authority.issue({
    name,
    ...(serialNumber === undefined ? {} : { serialNumber }),
  })
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    clientCertificates: [
      { origin: app.doorAt, cert: Buffer.from(certificate), key: Buffer.from(key) },
    ],
  })
  return context.newPage()
}

it('S4 one press signs in and leads back, with one session at both addresses', async () => {
  const page = await browserWith()
  await page.goto(`${app.publicAt}${PAGE}`)
  await page.getByRole('link', { name: 'Sertifikalı Giriş' }).click()
  await page.waitForURL(`${app.publicAt}${PAGE}`)
  expect(await page.locator('.pyk-masthead__account').innerText()).toContain('184501')
  await page.goto(`${app.doorAt}${PAGE}`)
  expect(page.url()).toBe(`${app.publicAt}${PAGE}`)
  await page.context().close()
})

it('S4 a revoked certificate reads what is wrong and leads to the other way', async () => {
  const page = await browserWith(trusted.revokedSerial)
  await page.goto(`${app.publicAt}/login`)
  await page.getByRole('link', { name: 'Sertifikalı Giriş' }).click()
  expect(await page.locator('main').innerText()).toContain('iptal edilmiş')
  await expectSound(page)
  await page.getByRole('link', { name: 'Sertifikasız Giriş' }).click()
  await page.getByLabel('Kullanıcı adı').waitFor()
  await page.context().close()
})

it.each(['tr', 'en'])('S4 S5 the page with both ways is sound in %s', async (language) => {
  const page = await browserWith()
  await page.goto(`${app.publicAt}/language/${language}?return=/login`)
  expect(await page.locator('.pyk-ways h2').count()).toBe(2)
  await expectSound(page)
  await page.context().close()
})

/** Valid HTML, nothing that axe can find, and nothing wider than the narrowest phone. */
async function expectSound(page: Page): Promise<void> {
  const served = await page.request.get(page.url())
  expect(await htmlFaults(await served.text())).toEqual([])
  await page.evaluate(axe.source)
  const faults: string[] = await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
  )
  expect(faults).toEqual([])
  await resize(page, NARROWEST)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
}
