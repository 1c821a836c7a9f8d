/** The question whether to withdraw a request, and its answer. */
import { AnyPage } from '../anyPage'

export class WithdrawalPage extends AnyPage {
  async open(requestId: string): Promise<void> {
    await this.page.goto(`/requests/${requestId}/withdrawal`)
  }

  async confirm(): Promise<void> {
    await this.page.getByRole('button', { name: 'Evet, geri çek' }).click()
  }

  /** Waits for the page that says what became of it. */
  async settled(): Promise<void> {
    await this.page.getByRole('button', { name: 'Evet, geri çek' }).waitFor({ state: 'detached' })
  }
}
