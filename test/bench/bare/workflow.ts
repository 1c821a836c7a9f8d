/**
 * The smallest possible request: as many activities as a rejected one has, one after the other and
 * of the same kinds, all empty, and one signal. The product is measured against it.
 */
import {
  condition,
  defineQuery,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow'
import type { BareActivities } from './worker'

const goOn = defineSignal('goOn')
/** A signal after which it waits on. */
const note = defineSignal('note')
const state = defineQuery<string>('state')

const LIMIT = { startToCloseTimeout: '15s' } as const
const { filed } = proxyLocalActivities<BareActivities>(LIMIT)
const { checked, entered, proven, decided } = proxyActivities<BareActivities>(LIMIT)

export async function bare(): Promise<void> {
  let notes = 0
  let signalled = false
  setHandler(state, () => (signalled ? 'decided' : `waiting, ${notes} notes`))
  setHandler(note, () => void (notes += 1))
  setHandler(goOn, () => void (signalled = true))
  await filed()
  await checked()
  await entered()
  await condition(() => signalled)
  await proven()
  await decided()
}
