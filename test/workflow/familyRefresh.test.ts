import { randomUUID } from 'node:crypto'
import { ApplicationFailure, WorkflowFailedError } from '@temporalio/client'
import type { RegistryAnswer } from '../../workflows/contract'
import { FAILURES, familyRefreshWorkflowId } from '../../workflows/contract'
import { pauseAfter } from '../../workflows/domain/familyRefresh'
import { gate } from '../support/gate'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import { waitFor } from '../support/world'

const FAULT: RegistryAnswer = { kind: 'failed', fault: 'a:InternalServiceFault' }

describe('the refresh of a family list', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())

  /** Starts one whose register gives these answers in turn, then always the last one. */
  async function start(answers: readonly RegistryAnswer[], accountId = randomUUID()) {
    let asked = 0
    lab.activities.askRegistry = () => {
      asked += 1
      return Promise.resolve(answers[Math.min(asked, answers.length) - 1]!)
    }
    await lab.refreshes.ask({ accountId, unitCode: '06-PER' })
    const handle = lab.client.workflow.getHandle(familyRefreshWorkflowId(accountId))
    const steps = () => lab.written.refreshSteps.filter((step) => step.accountId === accountId)
    const reached = (count: number) =>
      waitFor(() => steps().length >= count, { what: `${count} steps of the refresh` })
    return { accountId, handle, steps, reached, asked: () => asked }
  }

  const failureOf = async (result: Promise<unknown>) => {
    const error: unknown = await result.catch((failure: unknown) => failure)
    const cause = error instanceof WorkflowFailedError ? error.cause : undefined
    return cause instanceof ApplicationFailure ? cause : undefined
  }

  it('S17 asks the register once and reports its answer', async () => {
    const { handle, steps, asked } = await start([{ kind: 'answered', relatives: 2 }])
    expect(await handle.result()).toEqual({ relatives: 2 })
    expect(steps()).toMatchObject([
      { seq: 1, state: 'asking', nextAttemptAt: null },
      { seq: 2, state: 'answered', fault: null },
    ])
    expect(asked()).toBe(1)
  })

  it('S16 a second click joins the refresh that is under way', async () => {
    const answer = gate()
    let asked = 0
    lab.activities.askRegistry = async () => {
      asked += 1
      await answer.opened
      return { kind: 'answered', relatives: 1 }
    }
    const accountId = randomUUID()
    const handle = lab.client.workflow.getHandle(familyRefreshWorkflowId(accountId))
    await lab.refreshes.ask({ accountId, unitCode: '06-PER' })
    await lab.refreshes.ask({ accountId, unitCode: '06-PER' })
    answer.open()
    await handle.result()
    expect(asked).toBe(1)
  })

  it('D9 a fault is tried again by itself, and says when', async () => {
    const { handle, steps, reached } = await start([FAULT, { kind: 'answered', relatives: 0 }])
    await reached(2)
    const [, waiting] = steps()
    expect(waiting).toMatchObject({ state: 'waiting', fault: 'a:InternalServiceFault' })
    expect(Date.parse(waiting!.nextAttemptAt!) - Date.parse(waiting!.at)).toBe(10_000)
    await lab.sleep('10s')
    expect(await handle.result()).toEqual({ relatives: 0 })
  })

  it('S16 a click while it waits asks at once, also when it comes twice', async () => {
    const { accountId, handle, reached } = await start([FAULT, { kind: 'answered', relatives: 1 }])
    await reached(2)
    await lab.refreshes.wake(accountId)
    await lab.refreshes.wake(accountId)
    expect(await handle.result()).toEqual({ relatives: 1 })
    // Nothing is there to be woken any more.
    await lab.refreshes.wake(accountId)
  })

  it('gives up after a day, as a failure that operators see', async () => {
    const { handle, steps, asked } = await start([FAULT])
    const result = failureOf(handle.result())
    await lab.sleep('25 hours')
    expect(await result).toMatchObject({ type: FAILURES.registryUnavailable })
    expect(steps().at(-1)).toMatchObject({ state: 'gaveUp', nextAttemptAt: null })
    expect(asked()).toBe(30)
  })

  it.each([
    [
      { kind: 'notAuthorised', fault: 'a:FailedAuthentication' },
      FAILURES.registryNotAuthorised,
    ] as const,
    [{ kind: 'noIdentity' }, FAILURES.identityMissing] as const,
  ])('D9 %j ends it at once, as a failure that operators see', async (answer, type) => {
    const { handle, steps, asked } = await start([answer])
    expect(await failureOf(handle.result())).toMatchObject({ type })
    expect(steps().at(-1)).toMatchObject({ state: answer.kind })
    expect(asked()).toBe(1)
  })

  it('asks again if our own servers fail, and shows no fault of the register', async () => {
    let asked = 0
    lab.activities.askRegistry = () => {
      asked += 1
      return asked === 1
        ? Promise.reject(new Error('no primary'))
        : Promise.resolve({ kind: 'answered', relatives: 1 })
    }
    const accountId = randomUUID()
    await lab.refreshes.ask({ accountId, unitCode: '06-PER' })
    const handle = lab.client.workflow.getHandle(familyRefreshWorkflowId(accountId))
    await lab.sleep('5s')
    expect(await handle.result()).toEqual({ relatives: 1 })
    const states = lab.written.refreshSteps.filter((step) => step.accountId === accountId)
    expect(states.map(({ state }) => state)).toEqual(['asking', 'answered'])
  })
})

it('D9 waits longer from attempt to attempt, but never longer than an hour', () => {
  const pauses = Array.from({ length: 29 }, (_, attempt) => pauseAfter(attempt)!)
  expect(pauses).toEqual(pauses.toSorted((one, other) => one - other))
  expect(Math.max(...pauses)).toBe(3_600_000)
  expect(pauseAfter(29)).toBeNull()
})
