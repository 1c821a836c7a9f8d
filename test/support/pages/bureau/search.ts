/** Finding requests by number, name, registry or identity number. */
import { AnyPage } from '../anyPage'

export class SearchPage extends AnyPage {
  async open(): Promise<void> {
    await this.page.goto('/search')
  }

  async find(sought: string): Promise<void> {
    await this.page.getByLabel('Ne arıyorsunuz?').fill(sought)
    await this.page.getByRole('button', { name: 'Ara', exact: true }).click()
  }
}
