/** The family list with the stage of each request. */
import type { Locator } from 'playwright-core'
import { waitFor } from '../../waitFor'
import { AnyPage } from '../anyPage'
import { cellsOf } from '../table'

export class FamilyPage extends AnyPage {
  async open(): Promise<void> {
    await this.page.goto('/family')
  }

  /** The people in the list, in order. */
  names(): Promise<string[]> {
    return this.page.locator('#family .pyk-person__name').allInnerTexts()
  }

  /** The text of the row's button; null if the row has none. */
  async offered(name: string): Promise<string | null> {
    const button = this.member(name).locator('a[data-action]').first()
    if ((await button.count()) === 0) return null
    return (await button.innerText()).replace(`: ${name}`, '').trim()
  }

  /** Why no card can be requested; null if one can. */
  async whyNot(name: string): Promise<string | null> {
    const reason = this.member(name).locator('[data-part="why-not"]')
    return (await reason.count()) === 0 ? null : reason.innerText()
  }

  /** The person's card, as its column shows it. */
  async cardOf(name: string): Promise<string> {
    return (await cellsOf(this.member(name)))['Kart']!
  }

  /** Asks the population register with the link (S16). */
  async getFromRegister(): Promise<void> {
    await this.page.getByRole('button', { name: 'Aile Bilgilerini KPS’ den getir' }).click()
    await this.page.locator('#messages .pyk-banner').waitFor()
  }

  /** Reloads the list until it has a number of people. */
  async reloadUntil(count: number): Promise<void> {
    const isThere = async () => (await this.open(), (await this.names()).length === count)
    await waitFor(isThere, { what: `${count} people in the list` })
  }

  async requestCard(name: string): Promise<void> {
    await this.member(name).locator('a[data-action="requestCard"]').click()
  }

  async requestCancellation(name: string): Promise<void> {
    await this.member(name).locator('a[data-action="requestCancellation"]').click()
  }

  /** The latest request about a person, keyed by the names of the table's columns (S42–S46). */
  latest(name: string): Promise<Record<string, string>> {
    return cellsOf(this.request(name))
  }

  async openLatest(name: string): Promise<void> {
    await this.request(name).getByRole('link').click()
  }

  /** The number of the latest request about a person. */
  async latestNumber(name: string): Promise<string> {
    return /PYK-\d{4}-\d+/.exec(await this.request(name).innerText())![0]
  }

  private member(name: string): Locator {
    return this.page.locator('#family tbody tr', { hasText: name })
  }

  private request(name: string): Locator {
    return this.page.locator('#requests tbody tr', { hasText: name }).first()
  }
}
