/** All acts of a random life, and how often each comes. */
import fc from 'fast-check'
import type { Arbitrary, AsyncCommand } from 'fast-check'
import { PRODUCTION_EVENTS } from '../../../workflows/contract'
import type { ProductionEventKind } from '../../../workflows/contract'
import { DEFAULT_REVERSAL_DAYS } from '../../../workflows/domain/requestTiming'
import { CANCELLATION_REASONS } from '../../../workflows/domain/reasons'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import { OUTCOMES } from '../../../workflows/domain/requestState'
import { AtOnce, Step } from '../act'
import type { Act } from '../act'
import type { Addition, Family } from '../life'
import { CLERKS, PARENTS } from '../people'
import type { RealFamily } from '../realFamily'
import { AddDocument } from './addDocument'
import { AskForDocument } from './askForDocument'
import { Decide } from './decide'
import { File, FileAgain } from './file'
import {
  CARD_FORGERIES,
  ForgeAsk,
  ForgeCalendar,
  ForgeDecision,
  ForgeForCard,
  ForgeHoldAnswer,
  FORGERIES,
  ReplayDecision,
} from './forge'
import {
  JUNK_FOR_CARDS,
  JUNK_FOR_REQUESTS,
  JunkForCard,
  JunkForRequest,
  KINDS_OF_JUNK,
} from './junk'
import { MarkInBatch } from './markInBatch'
import { OpenReview } from './openReview'
import { RecordArrival } from './recordArrival'
import { RecordEvent } from './recordEvent'
import { TakeBack } from './takeBack'
import type { Target } from './target'
import { PassTime, RecordFails } from './time'
import { Withdraw } from './withdraw'

const parent = fc.constantFrom(...PARENTS)
const clerk = fc.constantFrom(...CLERKS)
/** A parent must not decide or ask (D8). */
const clerkOrParent = fc.oneof({ arbitrary: clerk, weight: 7 }, { arbitrary: parent, weight: 1 })
const seldom = (odds: number) => fc.nat(odds - 1).map((number) => number === odds - 1)
const rarely = <T>(usual: T, rare: T, odds: number) =>
  seldom(odds).map((isRare) => (isRare ? rare : usual))
const always = seldom(6)
const latest = fc.constant('latest' as const)
/** Mostly the first relative, so that a life goes far. */
const who = rarely(0, 1, 6)
const anyTarget = rarely<Target>('latest', 'earlier', 8)

const file = (reason: Arbitrary<CancellationReason | null>) =>
  fc
    .record({
      ...{ by: parent, reason, documents: rarely<'good' | 'bad'>('good', 'bad', 8), always },
      reversalDays: fc.constantFrom(undefined, DEFAULT_REVERSAL_DAYS),
    })
    .map((options) => new File(options))
const fileCard = file(fc.constant(null))
const fileCancellation = file(fc.constantFrom(...CANCELLATION_REASONS))
const decide = (target: Arbitrary<Target>) =>
  fc
    .record({
      outcome: fc.constantFrom(...OUTCOMES),
      by: clerkOrParent,
      reason: fc.constantFrom(
        'photoBackground' as const,
        'cardMismatch' as const,
        'otherReason' as const,
      ),
      target,
      always,
    })
    .map((options) => new Decide(options))
const open = fc.record({ by: clerk, always }).map((options) => new OpenReview(options))
const withdraw = (target: Arbitrary<Target>) =>
  fc.record({ by: parent, target, always }).map((options) => new Withdraw(options))
const arrive = fc
  .record({
    by: clerk,
    letterDate: fc.oneof(
      { arbitrary: fc.constant('today' as const), weight: 6 },
      { arbitrary: fc.constantFrom('in a week' as const, 'long ago' as const), weight: 1 },
    ),
    always,
  })
  .map((options) => new RecordArrival(options))
const make = fc
  .record({ kind: fc.constantFrom(...PRODUCTION_EVENTS), by: clerk, always })
  .map((options) => new RecordEvent(options))
const takeBack = fc
  .record({ kind: rarely<null | ProductionEventKind>(null, 'printed', 6), by: clerk })
  .map((options) => new TakeBack(options))
const ask = fc
  .record({ by: clerkOrParent, needed: rarely(true, false, 6), always })
  .map((options) => new AskForDocument(options))
const add = fc
  .record({
    by: parent,
    what: fc.oneof(
      { arbitrary: fc.constant<Addition>('sound'), weight: 3 },
      { arbitrary: fc.constantFrom<Addition>('faulty', 'not on record'), weight: 1 },
    ),
    ask: rarely<'latest' | 'unknown'>('latest', 'unknown', 8),
    always,
  })
  .map((options) => new AddDocument(options))
const junk = fc.oneof(
  fc
    .record({ signal: fc.constantFrom(...JUNK_FOR_REQUESTS), kind: fc.nat(KINDS_OF_JUNK - 1) })
    .map((options) => new JunkForRequest(options)),
  fc
    .record({ signal: fc.constantFrom(...JUNK_FOR_CARDS), kind: fc.nat(KINDS_OF_JUNK - 1) })
    .map((options) => new JunkForCard(options)),
)
const forge = fc.oneof(
  fc.constantFrom(...FORGERIES).map((forgery) => new ForgeDecision(forgery)),
  fc.constant(null).map(() => new ReplayDecision()),
  fc.constant(null).map(() => new ForgeAsk()),
  fc.constant(null).map(() => new ForgeCalendar()),
  fc.boolean().map((held) => new ForgeHoldAnswer(held)),
  fc
    .record({
      signal: fc.constantFrom(...CARD_FORGERIES),
      of: fc.constantFrom('the open cancellation' as const, 'no cancellation' as const),
    })
    .map((options) => new ForgeForCard(options)),
)
const passTime = fc
  .constantFrom(1, 24, 8 * 24, 16 * 24, 45 * 24)
  .map((hours) => new PassTime(hours))
const failWrites = fc
  .record({ times: fc.integer({ min: 1, max: 3 }), isWritten: fc.boolean() })
  .map((options) => new RecordFails(options))

/** Acts of people, who can act at the same moment; most of all two of them decide. */
const ofPeople: Arbitrary<Act> = fc.oneof<{ arbitrary: Arbitrary<Act>; weight: number }[]>(
  { arbitrary: fileCard, weight: 1 },
  { arbitrary: fileCancellation, weight: 1 },
  { arbitrary: decide(latest), weight: 5 },
  { arbitrary: open, weight: 1 },
  { arbitrary: withdraw(latest), weight: 2 },
  { arbitrary: arrive, weight: 1 },
  { arbitrary: make, weight: 1 },
  { arbitrary: takeBack, weight: 1 },
  { arbitrary: ask, weight: 1 },
  { arbitrary: add, weight: 1 },
)

const steps: readonly { arbitrary: Arbitrary<Act>; weight: number }[] = [
  { arbitrary: fileCard, weight: 6 },
  { arbitrary: fileCancellation, weight: 6 },
  { arbitrary: decide(anyTarget), weight: 8 },
  { arbitrary: open, weight: 2 },
  { arbitrary: ask, weight: 3 },
  { arbitrary: add, weight: 3 },
  { arbitrary: withdraw(anyTarget), weight: 1 },
  { arbitrary: arrive, weight: 4 },
  { arbitrary: make, weight: 6 },
  { arbitrary: takeBack, weight: 1 },
  { arbitrary: fc.constant(null).map(() => new FileAgain()), weight: 1 },
  { arbitrary: junk, weight: 1 },
  { arbitrary: forge, weight: 2 },
  { arbitrary: passTime, weight: 2 },
  { arbitrary: failWrites, weight: 1 },
]

const inBatch = fc
  .record({ kind: fc.constantFrom(...PRODUCTION_EVENTS), by: clerk })
  .map((options) => new MarkInBatch(options))

/** Any act, two at once, or one on all cards. */
export const anyAct: Arbitrary<AsyncCommand<Family, RealFamily>> = fc.oneof(
  {
    arbitrary: fc.tuple(fc.oneof(...steps), who).map((step) => new Step(...step)),
    weight: 24,
  },
  {
    arbitrary: fc.tuple(ofPeople, ofPeople, who).map((acts) => new AtOnce(...acts)),
    weight: 8,
  },
  { arbitrary: inBatch, weight: 1 },
)
