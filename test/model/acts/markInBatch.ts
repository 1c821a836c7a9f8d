/** A clerk marks the cards of both relatives in one go; each item has its own result. */
import { randomUUID } from 'node:crypto'
import type { AsyncCommand } from 'fast-check'
import type { ProductionEvent, ProductionEventKind, Proven } from '../../../workflows/contract'
import type { ItemOutcome } from '../../../workflows/domain/batches'
import { cardEvent } from '../../support/messages'
import type { Answer } from '../act'
import { Disagreement } from '../disagreement'
import { cardOf } from '../life'
import type { CardLife, Family, Life } from '../life'
import type { RealFamily } from '../realFamily'
import { afterEvent } from './recordEvent'

interface Item {
  life: Life
  event: Proven<ProductionEvent>
}

export class MarkInBatch implements AsyncCommand<Family, RealFamily> {
  constructor(private readonly options: { kind: ProductionEventKind; by: string }) {}

  check({ relatives }: Readonly<Family>): boolean {
    return relatives.some(({ cards }) => cards.length > 0)
  }

  async run({ relatives }: Family, real: RealFamily): Promise<void> {
    const { kind, by } = this.options
    const now = real.now()
    for (const life of relatives) life.now = now
    const items = relatives.flatMap((life) =>
      life.cards.map(({ cardId, requestId }) => ({
        life,
        requestId,
        event: cardEvent(cardId!, kind, { by, at: new Date(now).toISOString() }),
      })),
    )
    const batch = {
      ...{ batchId: randomUUID(), kind, attempt: 1 },
      items: items.map(({ requestId, event }) => ({ requestId, event })),
    }
    const outcomes = await real.carryOut(batch, by)
    for (const [index, item] of items.entries()) this.judge(item, inWords(outcomes[index]!), real)
    for (const [who, life] of relatives.entries()) await real.relatives[who]!.settled(life)
  }

  private judge({ life, event }: Item, answer: Answer, { note }: RealFamily): void {
    note(this, answer)
    const { closed, ...expected } = afterEvent(event, life)
    const allowed = {
      ...expected,
      ...(closed && { [onRecord(cardOf(life, event.cardId), event)]: closed }),
    }
    const follows = allowed[answer]
    if (follows === undefined)
      throw new Disagreement(
        `${this.toString()}: card ${event.cardId} was answered “${answer}”; expected: ${Object.keys(allowed).join(' or ')}`,
      )
    follows(life)
  }

  toString(): string {
    const { kind, by } = this.options
    return `\n  ${by} marks all cards as ${kind} in one go`
  }
}

/** What the record answers when production has ended. */
function onRecord({ events }: CardLife, { kind }: ProductionEvent): Answer {
  const before = events.find(({ act }) => act === kind)
  return before === undefined ? 'refused: closed' : `refused: alreadyReceived by ${before.by}`
}

function inWords(outcome: ItemOutcome): Answer {
  switch (outcome.kind) {
    case 'done':
      return 'taken'
    case 'refused': {
      const { cause, earlier } = outcome
      return `refused: ${cause}${earlier === null ? '' : ` by ${earlier.by}`}`
    }
    case 'failed':
      return `failed: ${outcome.fault}`
  }
}
