/** "Sertifikasız Giriş", the same in both apps. */
import type { Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../../deploy/local/demo/account'

export class LoginPage {
  constructor(private readonly page: Page) {}

  async signIn(username: string, password = DEMO_PASSWORD): Promise<void> {
    await this.page.getByLabel('Kullanıcı adı').fill(username)
    await this.page.getByLabel('Parola', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Giriş', exact: true }).click()
    await this.page.waitForLoadState()
  }
}
