/** Recording that a card has come with its letter. */
import { AnyPage } from '../anyPage'

export class CardArrivalPage extends AnyPage {
  /** @param date such as 2026-11-20 */
  async enter(letterNo: string, date: string): Promise<void> {
    const [year, month, day] = date.split('-') as [string, string, string]
    await this.page.getByLabel('Yazı numarası').fill(letterNo)
    await this.page.getByLabel('Gün', { exact: true }).fill(day)
    await this.page.getByLabel('Ay', { exact: true }).fill(month)
    await this.page.getByLabel('Yıl', { exact: true }).fill(year)
  }

  /** @param date such as 2026-11-20 */
  async record(letterNo: string, date: string): Promise<void> {
    await this.enter(letterNo, date)
    await this.page.getByRole('button', { name: 'Kartın gelişini kaydet' }).click()
  }
}
