/** The menu "Modüller" at the top left of every page (S9), and the mark of the opening page (S8). */
import { AnyPage } from './anyPage'

export class ModulesMenu extends AnyPage {
  private readonly button = this.page.locator('summary', { hasText: 'Modüller' })

  /** Opens or closes the menu. */
  async press(): Promise<void> {
    await this.button.click()
  }

  /** Opens or closes it with the keyboard, as the first thing after the links of the top. */
  async pressByKeys(): Promise<void> {
    await this.button.focus()
    await this.page.keyboard.press('Enter')
  }

  isOpen(): Promise<boolean> {
    return this.entry('e-İçişleri Ana Sayfa').isVisible()
  }

  hasFocus(): Promise<boolean> {
    return this.page.locator('summary:focus').isVisible()
  }

  async goTo(name: string): Promise<void> {
    await this.entry(name).click()
  }

  /** Marks the current page as the one that opens after login. */
  async markPage(): Promise<void> {
    await this.page.getByRole('button', { name: 'Açılış ana sayfası yap' }).click()
    await this.page.getByText('Açılış ana sayfanız', { exact: true }).waitFor()
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Çıkış' }).click()
    await this.page.getByLabel('Kullanıcı adı').waitFor()
  }

  private entry(name: string) {
    return this.page.locator('.pyk-modules__list').getByRole('link', { name })
  }
}
