/** Finding a request by its number. */
import { AnyPage } from '../anyPage'

export class SearchPage extends AnyPage {
  async open(): Promise<void> {
    await this.page.goto('/search')
  }

  async find(number: string): Promise<void> {
    await this.page.getByLabel('Talep numarası').fill(number)
    await this.page.getByRole('button', { name: 'Ara', exact: true }).click()
  }
}
