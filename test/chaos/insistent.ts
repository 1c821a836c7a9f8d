/**
 * Somebody at a browser who sends the same form again until it is answered, as the pages ask for
 * after a fault of the system.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { formWithButton } from '../support/htmlForm'
import { Visitor } from '../support/visitor'

const AGAIN_AFTER_MS = 300
const GIVE_UP_AFTER_MS = 180_000
/** Answers after which the same form may be sent again: a fault, and too many in a short time. */
const isFault = (status: number) => status >= 500 || status === 429

interface Answer {
  status: number
  text: string
  headers: Record<string, string>
}

/** A page answered what nobody can explain to the person who sent the form. */
export class Breach extends Error {
  override readonly name = 'Breach'
}

export class Insistent {
  private constructor(
    private readonly visitor: Visitor,
    private readonly username: string,
    private readonly faults: (status: number) => void,
  ) {}

  /** @param faults told of every answer that is a fault */
  static async signedIn(
    url: string,
    username: string,
    faults: (status: number) => void,
  ): Promise<Insistent> {
    const person = new Insistent(new Visitor({ url }), username, faults)
    await person.until('/login', (visitor) => visitor.signIn(username), isRedirect)
    return person
  }

  /** The HTML of a page. */
  async page(path: string): Promise<string> {
    return (
      await this.until(
        path,
        (visitor) => visitor.get(path),
        ({ status }) => status === 200,
      )
    ).text
  }

  /**
   * Opens a page and presses one of its buttons; the form is read once, so each attempt sends the same.
   * @param to where a success leads
   */
  async press(
    path: string,
    button: string,
    to: RegExp,
    entered: Record<string, string> = {},
  ): Promise<Record<string, string>> {
    const html = await this.page(path)
    const { action, fields } = formWithButton(html, button)
    await this.until(
      `${path} “${button}”`,
      (visitor) =>
        visitor.agent
          .post(action)
          .type('form')
          .send({ ...fields, ...entered }),
      leadsTo(to),
    )
    return fields
  }

  /** Sends a form that no page contains. */
  async post(path: string, fields: Record<string, string | string[]>, to: RegExp): Promise<void> {
    await this.until(path, (visitor) => visitor.post(path, fields), leadsTo(to))
  }

  async upload(path: string, field: string, bytes: Buffer): Promise<void> {
    await this.until(`${path} ${field}`, (v) => v.upload(path, field, bytes), isRedirect)
  }

  private async until(
    what: string,
    attempt: (visitor: Visitor) => PromiseLike<Answer>,
    isDone: (answer: Answer) => boolean,
  ): Promise<Answer> {
    for (const end = Date.now() + GIVE_UP_AFTER_MS; ; await pause(AGAIN_AFTER_MS)) {
      const answer = await Promise.resolve(attempt(this.visitor)).catch(() => null)
      if (answer !== null && isDone(answer)) return answer
      if (answer !== null && isFault(answer.status)) this.faults(answer.status)
      else if (answer !== null)
        throw new Breach(
          `${this.username}: ${what} answered ${answer.status} ${answer.headers['location'] ?? ''} ${titleOf(answer.text)}`,
        )
      if (Date.now() > end) throw new Breach(`${this.username}: ${what} is not answered`)
    }
  }
}

const isRedirect = ({ status }: Answer) => status === 303

function leadsTo(to: RegExp): (answer: Answer) => boolean {
  return (answer) => isRedirect(answer) && to.test(answer.headers['location'] ?? '')
}

function titleOf(html: string): string {
  return /<title>([^<]*)/.exec(html)?.[1] ?? ''
}
