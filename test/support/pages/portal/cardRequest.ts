/** "Tanıtım kartı talep işlemleri". */
import type { Page } from 'playwright-core'
import { AnyPage } from '../anyPage'
import { UploadField } from '../uploadField'

const RESPONSIBILITY = 'Talep edilen kartın her türlü sorumluluğunu kabul ediyorum.'

export class CardRequestPage extends AnyPage {
  readonly photo: UploadField
  readonly receipt: UploadField

  constructor(page: Page) {
    super(page)
    this.photo = new UploadField(page, 'photo')
    this.receipt = new UploadField(page, 'receipt')
  }

  /** The pictures of good and bad photos that can be seen now, by their captions. */
  async examples(): Promise<string[]> {
    const captions = await this.page
      .locator('.pyk-photo-example figcaption:visible')
      .allInnerTexts()
    return captions.map((caption) => caption.trim())
  }

  /** Opens or folds the rules of the photo on a phone. */
  async toggleRules(): Promise<void> {
    await this.page.locator('summary', { hasText: 'Fotoğraf nasıl olmalı?' }).click()
  }

  async acceptResponsibility(): Promise<void> {
    await this.page.getByLabel(RESPONSIBILITY, { exact: true }).check()
  }

  acceptsResponsibility(): Promise<boolean> {
    return this.page.getByLabel(RESPONSIBILITY, { exact: true }).isChecked()
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Kaydet', exact: true }).click()
  }

  /** Fills in everything correctly and files the request. */
  async fileComplete(): Promise<void> {
    await this.photo.upload('dogru-fotograf.jpg')
    await this.receipt.upload('dogru-dekont.pdf')
    await this.acceptResponsibility()
    await this.save()
  }
}
