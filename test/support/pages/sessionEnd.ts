/** The warning at the lower edge of a page before its session ends. */
import { AnyPage } from './anyPage'

export class SessionWarning extends AnyPage {
  private readonly region = this.page.locator('[data-module="session"]')

  /** Gives the page a clock that can be moved, and its time; before the page is opened. */
  async holdClock(time = new Date()): Promise<void> {
    await this.page.clock.install({ time })
  }

  /** Lets minutes pass in the page. */
  async pass(minutes: number): Promise<void> {
    await this.page.clock.fastForward(minutes * 60_000)
  }

  /** The end that the warning names. */
  warnedOf(): Promise<string> {
    return this.region.locator('[data-part="time"]').innerText()
  }

  words(): Promise<string> {
    return this.region.innerText()
  }

  /** Waits until the region says something. */
  async says(words: string): Promise<void> {
    await this.region.getByText(words).waitFor()
  }

  async goOn(): Promise<void> {
    await this.region.getByRole('button', { name: 'Devam et' }).click()
  }

  async signIn(): Promise<void> {
    await this.region.getByRole('link', { name: 'Giriş yap' }).click()
    await this.page.getByLabel('Kullanıcı adı').waitFor()
  }

  /** The end that the footer names. */
  end(): Promise<string> {
    return this.page.locator('[data-part="session-end"]').innerText()
  }

  /** Id of the element with the focus. */
  focused(): Promise<string> {
    return this.page.evaluate('document.activeElement.id')
  }
}
