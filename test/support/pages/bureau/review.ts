/** The review of one request, with its decision. */
import { AnyPage } from '../anyPage'

export class ReviewPage extends AnyPage {
  /** Selects an answer: approval, whose text depends on the type of the request, or rejection. */
  async chooseApproval(): Promise<void> {
    await this.page.locator('input[name="outcome"][value="approved"]').check()
  }

  async chooseRejection(reasons: readonly string[], explanation = ''): Promise<void> {
    await this.page.getByLabel('Reddet ve düzeltme iste').check()
    for (const reason of reasons) await this.page.getByLabel(reason, { exact: true }).check()
    await this.page.getByLabel('Ret Sebebi Açıklama').fill(explanation)
  }

  /** Saves and stays on the page of the request. */
  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Kaydet', exact: true }).click()
  }
}
