/** Open requests follow the calendar of administrative leave. */
import { bureauDecision, calendarChanged, requestStateQuery } from '../../workflows/contract'
import type { Leave } from '../../workflows/domain/holidays'
import { addDays, istanbulDayOf } from '../../workflows/domain/istanbul'
import { applicantClock, reviewClock } from '../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { estimateWorkingDay } from '../../workflows/domain/workingDays'
import { makeContinueAsNew } from '../support/flood'
import { approval, cancellationRequestInput, documentAsk } from '../support/messages'
import { operatorsView } from '../support/operatorsView'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import { waitFor } from '../support/world'

let lab: Lab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())
afterEach(() => lab.reset())
const runs = runsIn(() => lab)
const { stepsOf, effectsOf } = runs

async function inReview() {
  const started = await runs.inReview()
  const [entered] = stepsOf(started.requestId)
  return { ...started, dueAt: started.dueAt!, enteredAt: entered!.at }
}

/** The first working day after an instant, as leave. */
const leaveAfter = (at: string): Leave => ({
  [estimateWorkingDay(istanbulDayOf(at), 1)]: 'closed',
})

it('S47 moves due day and reminders of an open review by a day of leave, and back', async () => {
  const { input, handle, dueAt, enteredAt } = await inReview()
  const leave = leaveAfter(enteredAt)
  lab.activities.askLeave = () => Promise.resolve(leave)
  await handle.signal(calendarChanged)
  const due = async (expected: string) =>
    waitFor(async () => (await handle.query(requestStateQuery)).dueAt === expected, {
      what: `the due day ${expected}`,
    })
  const { dueAt: later } = reviewClock(enteredAt, { ...DEFAULT_TIMING, leave })
  expect(later).not.toBe(dueAt)
  await due(later)
  lab.activities.askLeave = () => Promise.resolve({})
  await handle.signal(calendarChanged)
  await due(dueAt)
  await waitFor(() => stepsOf(input.requestId).length === 3, { what: 'three steps' })
  expect(stepsOf(input.requestId).map(({ effect }) => effect)).toEqual([
    { kind: 'enteredReview', dueAt },
    { kind: 'dueMoved', dueAt: later },
    { kind: 'dueMoved', dueAt },
  ])
})

it('S47 shows operators the working days left without the leave, as the bureau counts them', async () => {
  const { handle, enteredAt } = await inReview()
  const leave = leaveAfter(enteredAt)
  lab.activities.askLeave = () => Promise.resolve(leave)
  await handle.signal(calendarChanged)
  const { dueAt } = reviewClock(enteredAt, { ...DEFAULT_TIMING, leave })
  await waitFor(async () => (await handle.query(requestStateQuery)).dueAt === dueAt, {
    what: 'the later due day',
  })
  const { details } = await operatorsView(lab.client, handle.workflowId)
  expect(details).toContain(`**Kalan süre:** ${DEFAULT_TIMING.reviewDueDays} iş günü`)
  await handle.terminate()
})

it('S47 reminds and marks as overdue by the new calendar', async () => {
  const { input, handle, dueAt, enteredAt } = await inReview()
  lab.activities.askLeave = () => Promise.resolve(leaveAfter(enteredAt))
  await handle.signal(calendarChanged)
  await waitFor(() => effectsOf(input.requestId).includes('dueMoved'), { what: 'the new due day' })
  await lab.sleep('40 days')
  await waitFor(
    () => effectsOf(input.requestId).filter((kind) => kind === 'reminded').length === 2,
    { what: 'both reminders' },
  )
  const { remindAt, dueAt: later } = reviewClock(enteredAt, {
    ...DEFAULT_TIMING,
    leave: leaveAfter(enteredAt),
  })
  const reminded = stepsOf(input.requestId).filter(({ effect }) => effect.kind === 'reminded')
  expect(later > dueAt).toBe(true)
  for (const [index, at] of [remindAt, later].entries())
    expect(Date.parse(reminded[index]!.at) - Date.parse(at)).toBeLessThan(60_000)
  expect(reminded.map(({ at }) => at >= remindAt)).toEqual([true, true])
})

it('writes nothing if the calendar changed elsewhere, and is decided as ever', async () => {
  const { input, personKey, handle, dueAt } = await inReview()
  const farAway = addDays(istanbulDayOf(dueAt), 30)
  lab.activities.askLeave = () => Promise.resolve({ [farAway]: 'closed' })
  for (let time = 0; time < 3; time++) await handle.signal(calendarChanged)
  expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
  await handle.result()
  expect(effectsOf(input.requestId)).toEqual(['enteredReview', 'cardApproved'])
})

it('D6 moves the reminders of a card that is awaited', async () => {
  const { input, handle } = await runs.start(cancellationRequestInput())
  await lab.reached(handle, 'awaitingCard')
  const since = stepsOf(input.requestId).at(-1)!.at
  const leave = leaveAfter(since)
  let asked = 0
  lab.activities.askLeave = () => {
    asked += 1
    return Promise.resolve(leave)
  }
  await handle.signal(calendarChanged)
  await waitFor(() => asked === 1, { what: 'the question for the leave' })
  await lab.sleep('60 days')
  await waitFor(
    () => effectsOf(input.requestId).filter((kind) => kind === 'reminded').length === 2,
    { what: 'both reminders' },
  )
  const [first] = stepsOf(input.requestId).filter(({ effect }) => effect.kind === 'reminded')
  const tenth = estimateWorkingDay(istanbulDayOf(since), DEFAULT_TIMING.cardReminderDays[0]!, leave)
  expect(istanbulDayOf(first!.at)).toBe(tenth)
  await handle.terminate()
})

it('S43 moves the last day of a document that is awaited, in the record as well', async () => {
  const { input, personKey, handle } = await inReview()
  const ask = documentAsk(input.requestId)
  expect(await lab.runs.askForDocument(personKey, ask)).toEqual({ kind: 'taken' })
  const untilOf = (kind: 'documentAsked' | 'applicantDayMoved') =>
    waitFor(
      () => {
        const step = stepsOf(input.requestId).find(({ effect }) => effect.kind === kind)
        return step && 'until' in step.effect ? { until: step.effect.until, at: step.at } : null
      },
      { what: kind },
    )
  const first = await untilOf('documentAsked')
  const leave = leaveAfter(first.at)
  lab.activities.askLeave = () => Promise.resolve(leave)
  await handle.signal(calendarChanged)
  const moved = await untilOf('applicantDayMoved')
  expect(moved.until).toBe(applicantClock(first.at, { ...DEFAULT_TIMING, leave }).until)
  expect(moved.until > first.until).toBe(true)
  await handle.terminate()
})

describe('a run whose history has grown long', () => {
  let long: Lab
  beforeAll(async () => {
    long = await openLab({ shortHistories: true })
  })
  afterAll(() => long.close())

  it('S47 carries the leave that it knows, so that a day can still be taken back', async () => {
    const { handle, dueAt } = await runsIn(() => long).inReview()
    const due = async (fits: (now: string | null) => boolean, what: string) =>
      waitFor(async () => fits((await handle.query(requestStateQuery)).dueAt), { what })
    long.activities.askLeave = () => Promise.resolve(leaveAfter(new Date().toISOString()))
    await handle.signal(calendarChanged)
    await due((now) => now !== dueAt, 'the later due day')
    await makeContinueAsNew(handle, bureauDecision.name)
    long.activities.askLeave = () => Promise.resolve({})
    await handle.signal(calendarChanged)
    await due((now) => now === dueAt, 'the first due day')
    await handle.terminate()
  })
})
