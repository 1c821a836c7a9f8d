/** "Standart Ana Sayfa". */
import { AnyPage } from '../anyPage'

export class HomePage extends AnyPage {
  /** Through the left menu (S12). */
  async goToFamily(): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: 'Menü', exact: true })
    await menu.getByRole('link', { name: 'Personel Yakını Kart Talep' }).click()
  }
}
