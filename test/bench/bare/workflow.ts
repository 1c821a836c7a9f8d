/**
 * The smallest possible request: three empty activities and one signal. The product is measured
 * against it.
 */
import {
  condition,
  defineQuery,
  defineSignal,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow'
import type { BareActivities } from './worker'

export const goOn = defineSignal('goOn')
const state = defineQuery<string>('state')

const { first, second, third } = proxyActivities<BareActivities>({ startToCloseTimeout: '15s' })

export async function bare(): Promise<void> {
  let signalled = false
  setHandler(state, () => (signalled ? 'decided' : 'waiting'))
  setHandler(goOn, () => {
    signalled = true
  })
  await Promise.all([first(), second()])
  await condition(() => signalled)
  await third()
}
