/** The review of one request, with its decision. */
import { AnyPage } from '../anyPage'

/**
 * A list that holds nothing: a clerk who goes on from a review under this list takes no request, which
 * may be that of another test file.
 */
export const FROM_EMPTY_LIST = '?unit=BOS'

const NEWS = /\/lease\/events/

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

  /** Where something is on the screen, in pixels of the window. */
  async placeOf(selector: string) {
    return (await this.page.locator(selector).first().boundingBox())!
  }

  /** Which parts end below a height of the window, and where, in pixels. */
  async below(height: number, selectors: readonly string[]): Promise<Record<string, number>> {
    const ends: Record<string, number> = {}
    for (const selector of selectors) {
      const place = await this.placeOf(selector)
      if (place.y + place.height > height) ends[selector] = place.y + place.height
    }
    return ends
  }

  /** How much of something has to be scrolled to, in pixels. */
  async hidden(selector: string): Promise<number> {
    const element = `document.querySelector(${JSON.stringify(selector)})`
    return this.page.evaluate<number>(`${element}.scrollHeight - ${element}.clientHeight`)
  }

  /** Presses a key that no field is focused for. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** The lines of what the staff member will read. */
  async preview(): Promise<string> {
    return this.page.locator('[data-module="message-preview"]').innerText()
  }

  /** As while events cannot be received: the page does not learn what others do. */
  async withoutNews(isCut: boolean): Promise<void> {
    if (isCut) await this.page.route(NEWS, (route) => route.abort())
    else await this.page.unroute(NEWS)
  }

  /** Waits for the notice that the request needs no decision any more. @returns what it says */
  async over(): Promise<string> {
    const notice = this.page.locator('[data-module="review-over"]:not([hidden])')
    await notice.waitFor()
    return notice.innerText()
  }

  /** What the clerk has written to the applicant. */
  explanation(): Promise<string> {
    return this.page.getByLabel('Ret Sebebi Açıklama').inputValue()
  }

  /** How many buttons could send the decision. */
  async waysToSend(): Promise<number> {
    return this.page.locator('#decision-form button[type="submit"]:enabled').count()
  }

  /** Saves and stays on the page of the request. */
  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Hemen gönder', exact: true }).click()
  }

  /** Follows the link to the next request; another test may have decided it meanwhile. */
  async goOn(): Promise<void> {
    const before = this.page.url()
    await this.page.getByRole('link', { name: 'Sıradaki talebi aç' }).click()
    await this.page.waitForURL((url) => url.href !== before && /^\/requests\//.test(url.pathname))
  }
}
