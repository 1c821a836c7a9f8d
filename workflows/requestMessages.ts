/**
 * The messages that a request accepts. Those of the bureau are proven first, in the order of arrival;
 * then each is judged on the state that the earlier ones left.
 */
import { setHandler } from '@temporalio/workflow'
import type { AskedDocument } from './askedDocument'
import type { CaseWithHead } from './caseWithHead'
import { now } from './clock'
import {
  arrivalReverted,
  bureauDecision,
  calendarChanged,
  documentAdded,
  documentAsked,
  escalated,
  escalationReturned,
  physicalCardReceived,
  requestStateQuery,
  reviewOpened,
  withdrawal,
} from './contract'
import type {
  BureauDecision,
  CancellationRequestInput,
  ProvenMessage,
  RequestRunState,
  RequestStepEffect,
  Taken,
  Withdrawal,
} from './contract'
import { istanbulDayOf } from './domain/istanbul'
import type { LetterDays } from './domain/letterDate'
import { judgeArrival, judgeDecision, judgeOpening, judgeWithdrawal } from './domain/judgement'
import { readBureauDecision } from './domain/messages'
import type { Refusal } from './domain/messages'
import { isOwnReason } from './domain/reasons'
import type { Proof } from './domain/proof'
import type { Inbox } from './inbox'
import type { RequestFacts } from './requestFacts'
import type { RevertedArrival } from './revertedArrival'
import { follows } from './rules'

/** The run as this needs it. */
interface AddressedRun extends RequestFacts {
  readonly askedDocument: Pick<AskedDocument, 'takeAsk' | 'takeAddition'>
  readonly revertedArrival: Pick<RevertedArrival, 'take'>
  readonly caseWithHead: Pick<CaseWithHead, 'takeEscalation' | 'takeReturn'>
  snapshot(): RequestRunState
  decide(decision: Taken<BureauDecision>): void
  withdraw(withdrawal: Withdrawal): void
  refuse(refusal: Refusal, proof?: Proof | null): void
  recordLater(effect: RequestStepEffect): void
}

export class RequestMessages {
  constructor(
    private readonly run: AddressedRun,
    private readonly inbox: Inbox,
  ) {}

  /** All before the first await, so that no signal arrives without a handler. */
  setHandlers(): void {
    const { run } = this
    setHandler(requestStateQuery, () => run.snapshot(), {
      description: 'Talebin durumu, kararı ve reddedilen iletiler',
    })
    setHandler(
      bureauDecision,
      (raw) => {
        const known = hasOwnReason(raw) && !follows('own-reasons') ? UNREADABLE : raw
        return this.receive('bureauDecision', known, (proof) => this.takeDecision(known, proof))
      },
      { description: 'Kimlik Bürosunun kararı' },
    )
    setHandler(
      physicalCardReceived,
      (raw) => this.receive('physicalCardReceived', raw, (proof) => this.takeArrival(raw, proof)),
      { description: 'Kart resmî yazıyla geldi' },
    )
    setHandler(
      arrivalReverted,
      (raw) =>
        this.receive('arrivalReverted', raw, (proof) => {
          if (proof !== null) run.revertedArrival.take(raw, proof)
        }),
      { description: 'Kartın gelişi yanlış kaydedilmişti; kart yeniden bekleniyor' },
    )
    setHandler(
      reviewOpened,
      (raw) => this.receive('reviewOpened', raw, (proof) => this.takeOpening(raw, proof)),
      { description: 'Kimlik Bürosu talebi açtı; artık geri çekilemez' },
    )
    setHandler(
      documentAsked,
      (raw) => {
        if (!isAskingKnown()) return undefined
        return this.receive('documentAsked', raw, (proof) => run.askedDocument.takeAsk(raw, proof))
      },
      { description: 'Kimlik Bürosu eksik belge istedi' },
    )
    setHandler(
      documentAdded,
      (raw) => {
        if (!isAskingKnown()) return undefined
        return this.inbox.receive(() => run.askedDocument.takeAddition(raw))
      },
      { description: 'Personel istenen belgeyi ekledi' },
    )
    setHandler(
      escalated,
      (raw) =>
        this.receive('escalated', raw, (proof) => run.caseWithHead.takeEscalation(raw, proof)),
      { description: 'Memur talebi büro şefine iletti' },
    )
    setHandler(
      escalationReturned,
      (raw) =>
        this.receive('escalationReturned', raw, (proof) => run.caseWithHead.takeReturn(raw, proof)),
      { description: 'Büro şefi talebi memurlara geri gönderdi' },
    )
    setHandler(withdrawal, (raw) => this.inbox.receive(() => this.takeWithdrawal(raw)), {
      description: 'Personel talebini geri çekti',
    })
    setHandler(calendarChanged, () => void (run.calendarHasChanged = true), {
      description: 'İdari izin takvimi değişti; son gün yeniden hesaplanır',
    })
  }

  private receive(
    message: ProvenMessage,
    raw: unknown,
    take: (proof: Proof | null) => void,
  ): Promise<void> {
    const { run, inbox } = this
    // Earlier histories contain messages without claims.
    if (!follows('proven-messages')) return inbox.receive(() => take(null))
    const refuse = (refusal: Refusal, by?: Proof) => run.refuse(refusal, by)
    return run.hearing.receive(inbox, message, raw, { take, refuse })
  }

  /** Takes the first valid decision (D7). */
  private takeDecision(raw: unknown, proof: Proof | null): void {
    const { run } = this
    const verdict = judgeDecision({ ...run.input, ...run.stateFor(proof) }, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused, proof)
    run.decide({ ...verdict.taken, ...proof })
  }

  private takeArrival(raw: unknown, proof: Proof | null): void {
    const { run } = this
    const { requestId } = run.input
    const arrived = run.arrival !== null
    const letters = proof === null ? undefined : this.letterDays()
    const facts = { requestId, ...run.stateFor(proof), arrived, letters }
    const verdict = judgeArrival(facts, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused, proof)
    run.arrival = { ...verdict.taken, ...proof }
  }

  private letterDays(): LetterDays {
    const { cardApprovedOn = null } = this.run.input as CancellationRequestInput
    return { today: istanbulDayOf(now()), cardApprovedOn }
  }

  /** The first opening counts; a later one changes nothing. */
  private takeOpening(raw: unknown, proof: Proof | null): void {
    const { run } = this
    const verdict = judgeOpening({ ...run.input, ...run.stateFor(proof) }, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused, proof)
    if (run.opened !== null) return
    run.opened = { ...verdict.taken, ...proof }
    const { openingId, by } = verdict.taken
    run.recordLater({ kind: 'reviewOpened', openingId, by, ...proof })
  }

  /** Taken or refused without waiting, so that it is settled which of the two was first. */
  private takeWithdrawal(raw: unknown): void {
    const { run } = this
    const opened = run.opened !== null || run.arrival !== null
    const verdict = judgeWithdrawal({ ...run.input, state: run.state, opened }, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused)
    run.withdraw(verdict.taken)
  }
}

/** Histories from before asks for documents ignore these messages, as the runs did. */
const isAskingKnown = () => follows('ask-for-document')

/** Histories from before reasons of the bureau's own refuse such a decision as malformed. */
function hasOwnReason(raw: unknown): boolean {
  return readBureauDecision(raw)?.reasons.some(isOwnReason) === true
}
const UNREADABLE = null
