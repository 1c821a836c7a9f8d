/**
 * A browser without scripts: keeps cookies, fills in the forms of pages, and sends the CSRF token.
 */
import supertest from 'supertest'
import { formWithButton, uploadForm } from './htmlForm'
import { PASSWORD } from './webServer'

export class Visitor {
  readonly agent: ReturnType<typeof supertest.agent>
  private readonly url: string

  /** @param app `url`: the address of the app */
  constructor({ url }: { url: string }) {
    this.url = url
    this.agent = supertest.agent(url)
  }

  /** A visitor who has signed in. */
  static async signedIn(app: { url: string }, username: string): Promise<Visitor> {
    const visitor = new Visitor(app)
    const answer = await visitor.signIn(username)
    if (answer.status !== 303) throw new Error(`${username} could not sign in: ${answer.status}`)
    return visitor
  }

  signIn(username: string, { password = PASSWORD, back = '/' } = {}) {
    return this.post('/login', { username, password, return: back })
  }

  /** The CSRF token in the forms of this session. */
  async token(): Promise<string> {
    const page = await this.agent.get('/login').redirects(2)
    return /name="_csrf" value="([0-9a-f]+)"/.exec(page.text)![1]!
  }

  get(path: string) {
    return this.agent.get(path)
  }

  /** The HTML of a page, which must answer with 200. */
  async page(path: string): Promise<string> {
    return (await this.get(path).expect(200)).text
  }

  /** Presses a button of an open page. */
  press(html: string, button: string, entered: Record<string, string> = {}) {
    const { action, fields } = formWithButton(html, button)
    return this.agent
      .post(action)
      .type('form')
      .send({ ...fields, ...entered })
  }

  /** Opens a page and presses one of its buttons. */
  async pressOn(path: string, button: string, entered: Record<string, string> = {}) {
    return this.press(await this.page(path), button, entered)
  }

  /** Opens a page and sends a file with one of its upload fields. */
  async upload(
    path: string,
    field: string,
    bytes: Buffer,
    {
      name = 'dosya',
      accept = 'text/html',
      entered = {},
    }: { name?: string; accept?: string; entered?: Record<string, string> } = {},
  ) {
    const { action, fields } = uploadForm(await this.page(path), field)
    return this.agent
      .post(action)
      .set('Accept', accept)
      .field({ ...fields, ...entered })
      .attach(field, bytes, { filename: name })
  }

  /**
   * Sends a form that no page contains; a field with several values is sent once for each.
   * @param from the page that it is on, if that matters
   */
  async post(path: string, fields: Record<string, string | readonly string[]> = {}, from = '') {
    // Get the token first: a request uses the cookies that exist when it is created.
    const form = new URLSearchParams({ _csrf: await this.token() })
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) form.append(name, one)
    return this.agent
      .post(path)
      .set(from === '' ? {} : { Referer: `${this.url}${from}` })
      .type('form')
      .send(form.toString())
  }

  /** Sends a file with a form that no page contains. */
  async postFile(path: string, field: string, bytes: Buffer) {
    const token = await this.token()
    return this.agent.post(path).set('X-CSRF-Token', token).attach(field, bytes, 'dosya')
  }
}
