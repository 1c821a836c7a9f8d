/** "Sertifikasız Giriş", the same in both apps. */
import { DEMO_PASSWORD } from '../../../services/kps/people/account'
import { AnyPage } from './anyPage'

export class LoginPage extends AnyPage {
  async enter(username: string, password: string): Promise<void> {
    await this.page.getByLabel('Kullanıcı adı').fill(username)
    await this.page.getByLabel('Parola', { exact: true }).fill(password)
  }

  /** Makes the typed password visible. */
  async showPassword(): Promise<void> {
    await this.page.getByRole('button', { name: 'Göster' }).click()
  }

  async signIn(username: string, password = DEMO_PASSWORD): Promise<void> {
    await this.enter(username, password)
    await this.page.getByRole('button', { name: 'Giriş', exact: true }).click()
    await this.page.waitForLoadState()
  }
}
