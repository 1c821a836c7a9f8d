/** A staff member before a browser without scripts: opens pages, fills in their forms, follows where they lead. */
import { formWithButton, uploadAddress } from './htmlForm'
import { Visitor } from './webKitApp'

export class StaffMember {
  private constructor(private readonly visitor: Visitor) {}

  static async signedIn(url: string, username: string): Promise<StaffMember> {
    const visitor = new Visitor({ url })
    const answer = await visitor.signIn(username)
    if (answer.status !== 303) throw new Error(`${username} could not sign in: ${answer.status}`)
    return new StaffMember(visitor)
  }

  get(path: string) {
    return this.visitor.agent.get(path)
  }

  /** The HTML of a page that opens. */
  async page(path: string): Promise<string> {
    return (await this.get(path).expect(200)).text
  }

  /** Presses a button of an open page. */
  press(html: string, button: string, entered: Record<string, string> = {}) {
    const { action, fields } = formWithButton(html, button)
    return this.visitor.agent
      .post(action)
      .type('form')
      .send({ ...fields, ...entered })
  }

  /** Opens a page and presses one of its buttons. */
  async pressOn(path: string, button: string, entered: Record<string, string> = {}) {
    return this.press(await this.page(path), button, entered)
  }

  /** Opens a page and sends a file by one of its upload fields. */
  async upload(
    path: string,
    field: string,
    bytes: Buffer,
    { name = 'dosya', accept = 'text/html' } = {},
  ) {
    const address = uploadAddress(await this.page(path), field)
    return this.visitor.agent
      .post(address)
      .set('Accept', accept)
      .attach(field, bytes, { filename: name })
  }

  /** Sends a form that no page offers. */
  post(path: string, fields: Record<string, string> = {}) {
    return this.visitor.post(path, fields)
  }

  /** Sends a file by a form that no page offers. */
  async postFile(path: string, field: string, bytes: Buffer) {
    return this.visitor.agent
      .post(`${path}?_csrf=${await this.visitor.token()}`)
      .attach(field, bytes, 'dosya')
  }
}
