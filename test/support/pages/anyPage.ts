/** What every page has: a heading, messages, and the faults of its form. */
import type { Page } from 'playwright-core'

export class AnyPage {
  constructor(protected readonly page: Page) {}

  /** The page's heading; waits for the page. */
  heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText()
  }

  /** Takes the browser off the network, or brings it back. */
  offline(isOffline: boolean): Promise<void> {
    return this.page.context().setOffline(isOffline)
  }

  /** Lets only what is sent through, as if the connection broke before the answer's page. */
  async onlySends(isCut: boolean): Promise<void> {
    if (!isCut) return this.page.unroute('**/*')
    await this.page.route('**/*', (route) =>
      route.request().method() === 'POST' ? route.continue() : route.abort(),
    )
  }

  /** Waits for the page with this heading, for example after a button was pressed. */
  async arrived(heading: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  }

  /** Switches the language with the link at the top, and waits for the page. */
  async inEnglish(): Promise<void> {
    await this.page.getByRole('link', { name: 'English', exact: true }).click()
    await this.page.locator('html[lang="en"]').waitFor()
  }

  /** What the page's main form would send now: names and values, in order. */
  entered(): Promise<[string, string][]> {
    return this.page.evaluate(
      `[...new FormData(document.querySelector('main form[data-module="single-submit"]'))]`,
    )
  }

  /** The message about the last action. */
  message(): Promise<string> {
    return this.page.locator('#messages .pyk-banner__heading').first().innerText()
  }

  /** Opens what the message about the last action links to. */
  async followMessage(): Promise<void> {
    await this.page.locator('#messages').getByRole('link').click()
  }

  /** Everything that the error summary lists. */
  async faults(): Promise<string[]> {
    const summary = this.page.locator('.govuk-error-summary')
    await summary.waitFor()
    return summary.getByRole('listitem').allInnerTexts()
  }

  /** Follows a link of the error summary. */
  async goToFault(fault: string): Promise<void> {
    await this.page.locator('.govuk-error-summary').getByRole('link', { name: fault }).click()
  }

  /** Answers a question with the keyboard: the focus is on its heading, Ctrl+Enter says yes. */
  async confirmByKeys(): Promise<void> {
    await this.page.locator('h1:focus').waitFor()
    await this.page.keyboard.press('Control+Enter')
  }

  /** The title of the browser's tab. */
  title(): Promise<string> {
    return this.page.title()
  }

  /** All text of the page's content. */
  text(): Promise<string> {
    return this.page.locator('main').innerText()
  }
}
