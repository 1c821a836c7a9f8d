/** One request of the family. */
import { AnyPage } from '../anyPage'

export class RequestPage extends AnyPage {
  /** Its stage and what that allows. */
  stage(): Promise<string> {
    return this.page.locator('#stage').innerText()
  }

  /** Reasons and explanation of a rejection. */
  rejection(): Promise<string> {
    return this.page.locator('#rejection').innerText()
  }

  /** Starts a new request from the rejected one. */
  async again(): Promise<void> {
    await this.page.locator('a[data-action="again"]').click()
  }
}
