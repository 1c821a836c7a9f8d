/** A staff member before a browser without scripts: opens pages, fills in their forms, follows where they lead. */
import { formWithButton, uploadForm } from './htmlForm'
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
    const { action, fields } = uploadForm(await this.page(path), field)
    return this.visitor.agent
      .post(action)
      .set('Accept', accept)
      .field(fields)
      .attach(field, bytes, { filename: name })
  }

  /** Sends a form that no page offers. */
  post(path: string, fields: Record<string, string> = {}) {
    return this.visitor.post(path, fields)
  }

  /** Sends a file by a form that no page offers. */
  async postFile(path: string, field: string, bytes: Buffer) {
    const token = await this.visitor.token()
    return this.visitor.agent.post(path).set('X-CSRF-Token', token).attach(field, bytes, 'dosya')
  }
}
