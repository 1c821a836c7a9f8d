/** A bulk act: chosen in a work list, asked about, and followed on its page. */
import { AnyPage } from '../anyPage'

/** For forty items on a busy machine. */
const LONGEST_MS = 60_000

export class BatchPage extends AnyPage {
  /** In a work list: ticks all rows of the page. */
  async chooseAll(): Promise<void> {
    await this.page.getByRole('button', { name: 'Bu sayfadakilerin hepsini seç' }).click()
  }

  /** Without scripts the same is a link. */
  async chooseAllByLink(): Promise<void> {
    await this.page.getByRole('link', { name: 'Bu sayfadakilerin hepsini seç' }).click()
  }

  ticked(): Promise<number> {
    return this.page.locator('.pyk-choose__box:checked').count()
  }

  /** Presses the button of the chosen rows. */
  async ask(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button }).click()
  }

  /** Waits for a line of the list's own box. */
  async ownBatchesSay(counts: string): Promise<void> {
    await this.page.locator('#batches', { hasText: counts }).waitFor()
  }

  /** Waits for the line that says what became of all items; each item is a run of its own. */
  async says(counts: string): Promise<void> {
    const line = this.page.locator('[data-part="counts"]', { hasText: counts })
    await line.waitFor({ timeout: LONGEST_MS })
  }
}
