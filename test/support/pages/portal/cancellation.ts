/** "Tanıtım Kartı İptal İşlemleri", with its confirmation page. */
import type { Page } from 'playwright-core'
import { AnyPage } from '../anyPage'
import { UploadField } from '../uploadField'

export class CancellationPage extends AnyPage {
  readonly lossForm: UploadField
  readonly policeLetter: UploadField

  constructor(page: Page) {
    super(page)
    this.lossForm = new UploadField(page, 'lossForm')
    this.policeLetter = new UploadField(page, 'policeLetter')
  }

  /** The label of the field (S58). */
  question(): Promise<string> {
    return this.page.locator('#cancellation legend').innerText()
  }

  reasons(): Promise<string[]> {
    return this.page.locator('#cancellation .govuk-radios__label').allInnerTexts()
  }

  async choose(reason: string): Promise<void> {
    await this.page.getByLabel(reason, { exact: true }).check()
  }

  async goOn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Devam et' }).click()
  }

  /** On the confirmation page (S64). */
  async file(): Promise<void> {
    await this.page.getByRole('button', { name: 'İptal talebini gönder' }).click()
  }
}
