/** A field for one file: "Gözat", "Yükle", the uploaded file, and its faults. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page, Response } from 'playwright-core'
import type { DocumentKind } from '../../../workflows/domain/documents'

const SAMPLES = path.resolve('deploy/demo/samples')

/** A file that is not on disk. */
export interface MadeFile {
  name: string
  mimeType: string
  buffer: Buffer
}

export class UploadField {
  private readonly field: Locator
  private readonly input: Locator

  constructor(
    private readonly page: Page,
    private readonly kind: DocumentKind,
  ) {
    this.input = page.locator(`input[type="file"][name="${kind}"]`)
    this.field = page.locator('.pyk-upload', { has: this.input })
  }

  isShown(): Promise<boolean> {
    return this.field.isVisible()
  }

  async appears(): Promise<void> {
    await this.field.waitFor()
  }

  /**
   * Chooses a file as a person does: with scripts by "Gözat", without by the browser's own control.
   * @param sample name of a sample, an absolute path, or a file made for the test
   */
  async choose(sample: string | MadeFile): Promise<void> {
    const file = typeof sample === 'string' ? path.resolve(SAMPLES, sample) : sample
    if (!(await this.browseButton().isVisible())) return this.input.setInputFiles(file)
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.browseButton().click(),
    ])
    await chooser.setFiles(file)
  }

  /** Chooses a file and presses "Yükle"; waits until the page or its part has been reloaded. */
  async upload(sample: string | MadeFile): Promise<void> {
    await this.choose(sample)
    await this.sendChosen()
  }

  /** Presses "Yükle" for the chosen file. */
  async sendChosen(): Promise<void> {
    const { pathname } = new URL(this.page.url())
    const readAnew = (answer: Response) =>
      answer.request().method() === 'GET' && new URL(answer.url()).pathname === pathname
    await Promise.all([this.page.waitForResponse(readAnew), this.sendButton().click()])
    await this.link().waitFor()
  }

  /** Presses "Yükle" and waits for nothing. */
  press(): Promise<void> {
    return this.sendButton().click()
  }

  /**
   * Chooses a file that will be refused.
   * @returns the message of the field
   */
  async uploadInVain(sample: string): Promise<string> {
    await this.choose(sample)
    await this.sendButton().click()
    return this.fault()
  }

  /** The fault that the field shows. */
  fault(): Promise<string> {
    return this.field.locator('.govuk-error-message').innerText()
  }

  /** The message about the uploaded file. */
  async done(): Promise<string> {
    return (await this.field.locator('[data-part="current"] p:visible').first().innerText()).trim()
  }

  /** Whether the message about the uploaded file is visible without scrolling. */
  async doneIsInView(): Promise<boolean> {
    const { y, height } = (await this.field.locator('.pyk-upload__done').boundingBox())!
    return y >= 0 && y + height <= this.page.viewportSize()!.height
  }

  /** Whether "Gözat" has the focus. */
  async hasFocus(): Promise<boolean> {
    return (await this.browseButton().and(this.page.locator(':focus')).count()) === 1
  }

  /** What a screen reader says of "Gözat" in addition to its name. */
  async description(): Promise<string> {
    const ids = (await this.browseButton().getAttribute('aria-describedby'))!.split(' ')
    const texts = await Promise.all(ids.map((id) => this.page.locator(`#${id}`).innerText()))
    return texts.join(' ')
  }

  /** The buttons that can be pressed, by their short texts. */
  async buttons(): Promise<string[]> {
    const shown = await this.field.locator('.pyk-upload__box button:visible').all()
    return Promise.all(shown.map(async (each) => (await each.textContent())!.split(':')[0]!.trim()))
  }

  /** Pastes a sample from the clipboard while nothing has the focus. */
  async paste(sample: string): Promise<void> {
    const bytes = await readFile(path.resolve(SAMPLES, sample), 'base64')
    await this.page.evaluate(`{
      const content = Uint8Array.from(atob('${bytes}'), (letter) => letter.charCodeAt(0))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([content], '${sample}', { type: 'image/jpeg' }))
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }`)
  }

  /** Presses "Yeniden dene" after a broken connection, and waits for the file. */
  async retry(): Promise<void> {
    await this.pressRetry()
    await this.link().waitFor()
  }

  pressRetry(): Promise<void> {
    return this.field.locator('[data-part="retry"]').click()
  }

  /** What the page says of the file that is there: its link with the size, its name and time. */
  async origin(): Promise<string> {
    return (await this.field.locator('.pyk-upload__origin').innerText()).trim()
  }

  /** Whether a picture of the uploaded file is on the page and could be loaded. */
  async showsThumbnail(): Promise<boolean> {
    return this.page.evaluate<boolean>(
      `document.querySelector('#${this.kind}-field .pyk-upload__thumbnail').decode().then(() => true, () => false)`,
    )
  }

  /** The address of the picture of the uploaded file. */
  thumbnail(): Promise<string | null> {
    return this.field.locator('.pyk-upload__thumbnail').getAttribute('src')
  }

  /** Whether it says that an uploaded file waits to be confirmed. */
  saysThatOneWaits(): Promise<boolean> {
    return this.field.locator('.pyk-upload__waiting').isVisible()
  }

  showsPreview(): Promise<boolean> {
    return this.field.locator('.pyk-upload__preview').isVisible()
  }

  /**
   * Opens the uploaded file through its link.
   * @returns the text of the link, and the file as the server sends it
   */
  async show(): Promise<{ text: string; contentType: string; bytes: Buffer }> {
    const text = await this.link().innerText()
    const file = await this.page.request.get((await this.link().getAttribute('href'))!)
    return { text, contentType: file.headers()['content-type']!, bytes: await file.body() }
  }

  private link(): Locator {
    return this.field.locator('[data-part="current"] a')
  }

  /** "Gözat", or "Değiştir" once a file is there. Created by scripts only. */
  private browseButton(): Locator {
    return this.field.locator('[data-part="browse"]')
  }

  private sendButton(): Locator {
    return this.field.getByRole('button', { name: 'Yükle' })
  }
}
