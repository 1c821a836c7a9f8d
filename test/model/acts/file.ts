/** A parent asks for a card, or for its cancellation (S22–S35, S56–S69). */
import type { CancellationRequestInput, CardRequestInput } from '../../../workflows/contract'
import { isLostOrStolen } from '../../../workflows/domain/reasons'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import { cancellationRequestInput, cardRequestInput, storedDocument } from '../../support/messages'
import { answerOf, nothing } from '../act'
import type { Act, Answer, Expected } from '../act'
import { filed } from '../happenings'
import { lastRequest, openRequest, validCard } from '../life'
import type { Life } from '../life'
import { PARENTS } from '../people'
import type { RealLife } from '../realLife'

export interface FileOptions {
  by: string
  /** Null for a card. */
  reason: CancellationReason | null
  /** Whether the stored files pass the second check. */
  documents: 'good' | 'bad'
  /** For so many days a delivery of its card can be taken back; not at all if missing. */
  reversalDays?: number | undefined
  /** Also while another request is open (D5). */
  always: boolean
}

type Input = CardRequestInput | CancellationRequestInput

export class File implements Act<Input> {
  constructor(private readonly options: FileOptions) {}

  isPossible(life: Life): boolean {
    const { reason, always } = this.options
    const hasCard = validCard(life)?.cardId != null
    return (reason !== null) === hasCard && (always || openRequest(life) === undefined)
  }

  make(life: Life, real: RealLife): Input {
    const { by, reason, documents, reversalDays } = this.options
    const timing = { ...DEFAULT_TIMING, ...(reversalDays !== undefined && { reversalDays }) }
    const common = { ...real.relative, applicantId: by, relatedStaffIds: [...PARENTS], timing }
    const input =
      reason === null
        ? cardRequestInput(common)
        : cancellationRequestInput({
            ...common,
            reason,
            cardId: validCard(life)!.cardId!,
            cardApprovedOn: real.cardApprovedOn(validCard(life)!.cardId!),
            documents: isLostOrStolen(reason)
              ? [storedDocument('lossForm'), storedDocument('policeLetter')]
              : [],
          })
    if (documents === 'bad') real.spoil(input.documents)
    return input
  }

  async perform(input: Input, real: RealLife): Promise<Answer> {
    const answer = await real.runs.start(real.personKey, input)
    if (answer.kind === 'started') real.lastFiled = input
    return answerOf(answer)
  }

  expected({ requestId, requestNumber, applicantId, documents }: Input, life: Life): Expected {
    const { reason, reversalDays } = this.options
    const last = lastRequest(life)
    const isTaken = last !== undefined && last.run !== 'closed'
    const refused: Expected = isTaken ? { [`open: ${last.requestNumber}`]: nothing } : {}
    if (last?.run === 'open') return refused
    const isBad = this.options.documents === 'bad' && documents.length > 0
    return {
      ...refused,
      started: (after) =>
        filed(after, {
          ...{ requestId, requestNumber, reason, reversalDays },
          applicant: applicantId,
          documents: isBad ? 'bad' : 'good',
        }),
    }
  }

  toString(): string {
    const { by, reason, documents } = this.options
    const what = reason === null ? 'a card' : `a cancellation (${reason})`
    return `${by} asks for ${what} with ${documents} documents`
  }
}

/** The same submit again: the same request, as long as it is open. */
export class FileAgain implements Act<Input> {
  isPossible(life: Life): boolean {
    return openRequest(life) !== undefined
  }

  make(_life: Life, real: RealLife): Input {
    return real.lastFiled!
  }

  async perform(input: Input, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.start(real.personKey, input))
  }

  expected(): Expected {
    return { started: nothing }
  }

  toString(): string {
    return 'the same submit is sent again'
  }
}
