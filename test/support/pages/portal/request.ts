/** One request of the family. */
import { AnyPage } from '../anyPage'

export class RequestsPage extends AnyPage {
  /** Where it stands and what that allows. */
  stage(): Promise<string> {
    return this.page.locator('#stage').innerText()
  }

  /** Reasons and explanation of a rejection. */
  rejection(): Promise<string> {
    return this.page.locator('#rejection').innerText()
  }

  /** The way to file it anew, on the rejection's card. */
  async again(): Promise<void> {
    await this.page.locator('a[data-action="again"]').click()
  }
}
