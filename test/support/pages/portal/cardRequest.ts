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

  async acceptResponsibility(): Promise<void> {
    await this.page.getByLabel(RESPONSIBILITY, { exact: true }).check()
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
