/**
 * What one person, the clock or a fault does in a random life: what is sent, and which answers the model
 * allows, each with what follows from it. One file per act in acts/.
 */
import type { AsyncCommand } from 'fast-check'
import type { MessageAnswer } from '../../services/shared/temporal/messenger'
import type { StartAnswer } from '../../services/shared/temporal/requestRuns'
import { Disagreement } from './disagreement'
import { isChecking, rested } from './happenings'
import { copyOf } from './life'
import type { Family, Life } from './life'
import type { RealFamily } from './realFamily'
import type { RealLife } from './realLife'

/**
 * An answer in short: `taken`, `refused: tooEarly`. `sent`: nobody is answered, as to a forged message;
 * `closed`: there is no run.
 */
export type Answer = string

/** What the model allows: what follows from each answer. */
export type Expected = Readonly<Record<Answer, (life: Life) => void>>

export interface Act<Sent = unknown> {
  /** Whether it makes sense now; a random life leaves out what does not. */
  isPossible(life: Life): boolean
  /** Made before it is sent, so that both sides know its ids. */
  make(life: Life, real: RealLife): Sent
  perform(sent: Sent, real: RealLife): Promise<Answer>
  expected(sent: Sent, life: Life): Expected
  /** For the report of a failed life. */
  toString(): string
}

export const nothing = (): void => undefined

/** A real answer in short; of who was first, only what the model knows. */
export function answerOf(answer: MessageAnswer | StartAnswer): Answer {
  switch (answer.kind) {
    case 'refused':
      return `refused: ${answer.cause}${answer.earlier === null ? '' : ` by ${answer.earlier.by}`}`
    case 'otherRequestOpen':
      return `open: ${answer.requestNumber}`
    case 'taken':
    case 'closed':
    case 'started':
      return answer.kind
  }
}

/** One act of a random life: done in the real system, judged by the model, and compared. */
export class Step implements AsyncCommand<Family, RealFamily> {
  /** @param who place of the relative in the family */
  constructor(
    private readonly act: Act,
    private readonly who: number,
  ) {}

  check({ relatives }: Readonly<Family>): boolean {
    return this.act.isPossible(relatives[this.who]!)
  }

  async run(family: Family, { relatives }: RealFamily): Promise<void> {
    const [life, real] = [family.relatives[this.who]!, relatives[this.who]!]
    life.now = real.now()
    const sent = this.act.make(life, real)
    const answer = await this.act.perform(sent, real)
    real.note(this.act, answer)
    judge(life, this.act, sent, answer)
    Object.assign(life, rested(life))
    await real.settled(life)
  }

  /** Each on a line of its own. */
  toString(): string {
    return `\n  ${ofWhom(this.who)}${this.act.toString()}`
  }
}

/** Two acts at the same moment. The answers must be those of one order or the other. */
export class AtOnce implements AsyncCommand<Family, RealFamily> {
  /** @param who place of the relative in the family */
  constructor(
    private readonly one: Act,
    private readonly other: Act,
    private readonly who: number,
  ) {}

  check({ relatives }: Readonly<Family>): boolean {
    const life = relatives[this.who]!
    return this.one.isPossible(life) && this.other.isPossible(life)
  }

  async run(family: Family, { relatives }: RealFamily): Promise<void> {
    const [life, real] = [family.relatives[this.who]!, relatives[this.who]!]
    life.now = real.now()
    const sent = [this.one, this.other].map((act) => ({ act, sent: act.make(life, real) }))
    const done = await Promise.all(
      sent.map(async (one) => ({ ...one, answer: await one.act.perform(one.sent, real) })),
    )
    for (const { act, answer } of done) real.note(act, answer)
    const after = [done, done.toReversed()].flatMap((order) => livesAfter(life, order))
    if (after.length === 0)
      throw new Disagreement(
        `At once: ${done.map(({ act, answer }) => `${act.toString()} → ${answer}`).join('; ')}`,
      )
    await real.becameOneOf(life, after)
  }

  toString(): string {
    return `\n  ${ofWhom(this.who)}at once: ${this.one.toString()}; ${this.other.toString()}`
  }
}

function ofWhom(who: number): string {
  return who === 0 ? '' : 'of the sibling: '
}

/**
 * The lives after acts with these answers in this order: none if they are not possible in it, and two
 * if the second may have come before or after the check that the first has begun.
 */
function livesAfter(
  life: Life,
  order: readonly { act: Act; sent: unknown; answer: Answer }[],
): Life[] {
  let lives = [copyOf(life)]
  for (const { act, sent, answer } of order)
    lives = lives
      .flatMap((each) => (isChecking(each) ? [each, rested(each)] : [each]))
      .flatMap((each) => {
        const follows = act.expected(sent, each)[answer]
        if (follows === undefined) return []
        follows(each)
        return [each]
      })
  return lives.map(rested)
}

function judge(life: Life, act: Act, sent: unknown, answer: Answer): void {
  const expected = act.expected(sent, life)
  const follows = expected[answer]
  if (follows === undefined)
    throw new Disagreement(
      `${act.toString()} was answered “${answer}”; expected: ${Object.keys(expected).join(' or ')}`,
    )
  follows(life)
}
