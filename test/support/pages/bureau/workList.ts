/** A work list of the bureau. */
import type { Locator } from 'playwright-core'
import type { BureauQueue } from '../../../../services/bureau/operations/workList'
import { waitFor } from '../../waitFor'
import { AnyPage } from '../anyPage'

export class WorkListPage extends AnyPage {
  async open(queue: BureauQueue): Promise<void> {
    await this.page.goto(`/queues/${queue}`)
  }

  /** The numbers of the listed requests, in order. */
  async numbers(): Promise<string[]> {
    const cells = await this.page.locator('td .pyk-number').allInnerTexts()
    return cells.map((cell) => cell.trim())
  }

  rowText(number: string): Promise<string> {
    return this.row(number).innerText()
  }

  /** Opens a request through its person's name, as soon as it is in this list. */
  async openRequest(number: string): Promise<void> {
    await this.reached(number)
    await this.row(number).locator('.pyk-row-link').click()
  }

  /** Waits until a request is in this list; its documents are checked again first. */
  async reached(number: string): Promise<void> {
    const isThere = async () =>
      (await this.row(number).count()) > 0 || (await this.page.reload(), false)
    await waitFor(isThere, { what: `${number} in ${this.page.url()}` })
  }

  /** Opens the page of the row's only step, such as recording a card's arrival, once it is there. */
  async takeStep(number: string): Promise<void> {
    await this.reached(number)
    await this.row(number).locator('.pyk-table__cell--action [data-action]').click()
  }

  /** Takes a step that needs confirmation, with the key that confirms it. */
  async takeStepAtOnce(number: string): Promise<void> {
    await this.takeStep(number)
    await this.confirmByKeys()
  }

  row(number: string): Locator {
    return this.page.locator('tbody tr', { hasText: number })
  }
}
