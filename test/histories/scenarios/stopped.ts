/** Paths on which the worker is stopped for a time. */
import { CompleteAsyncError, Context } from '@temporalio/activity'
import { reviewOpened } from '../../../workflows/contract'
import { approval, cardRequestInput, opening } from '../../support/messages'
import type { Lab } from '../../support/workflowLab'
import { waitFor } from '../../support/world'
import type { Scenario } from '../scenario'
import { decide, start } from '../steps'

export const stoppedScenarios: Record<string, Scenario> = {
  // In one task the order of their commands depends on how many promises each result passes.
  'card request whose record and proof are done in the same task': async (lab) => {
    const path = 'card-results-meet'
    const request = await start(lab, path, cardRequestInput())
    await lab.reached(request.run, 'inReview')
    const proofs = putOff(lab, 'verifyClaim')
    const writes = putOff(lab, 'recordStep')
    const open = (clerk: string) =>
      request.run.signal(reviewOpened, opening(request.subject, { by: clerk }))
    await open('clerk-1')
    await open('clerk-2')
    await (
      await proofs.next()
    )()
    const [proof, write] = [await proofs.next(), await writes.next()]
    await open('clerk-3')
    await lab.whileStopped(async () => {
      await write()
      await proof()
    })
    await (
      await proofs.next()
    )()
    lab.reset()
    await decide(lab, request, approval(request.subject))
    return { [path]: request }
  },
}

/** Lets an activity be done when its caller wants: each `next` gives the way to end the next one. */
function putOff<Name extends 'verifyClaim' | 'recordStep'>(lab: Lab, name: Name) {
  const act = lab.activities[name] as (argument: unknown) => Promise<unknown>
  const waiting: (() => Promise<void>)[] = []
  lab.activities[name] = (argument: unknown) => {
    const { taskToken } = Context.current().info
    waiting.push(async () => lab.client.activity.complete(taskToken, await act(argument)))
    throw new CompleteAsyncError()
  }
  return {
    next: async () => {
      await waitFor(() => waiting.length > 0, { what: `${name} to begin` })
      return waiting.shift()!
    },
  }
}
