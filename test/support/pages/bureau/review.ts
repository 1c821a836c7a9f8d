/** The review of one request, with its decision. */
import { AnyPage } from '../anyPage'

export class ReviewPage extends AnyPage {
  /** Whether this clerk is given the form of a decision. */
  mayDecide(): Promise<boolean> {
    return this.page.locator('#decision-form').isVisible()
  }

  /** Ticks an answer: approval in the words of the request's type, or rejection. */
  async chooseApproval(): Promise<void> {
    await this.page.locator('input[name="outcome"][value="approved"]').check()
  }

  async chooseRejection(reasons: readonly string[], explanation = ''): Promise<void> {
    await this.page.getByLabel('Reddet ve düzeltme iste').check()
    for (const reason of reasons) await this.page.getByLabel(reason, { exact: true }).check()
    await this.page.getByLabel('Ret Sebebi Açıklama').fill(explanation)
  }

  /** Saves and stays with the request. */
  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Kaydet', exact: true }).click()
  }

  /** On the page that asks once more before a card is cancelled. */
  async confirmCancellation(): Promise<void> {
    await this.page.getByRole('button', { name: 'Onayla ve kartı iptal et' }).click()
  }
}
