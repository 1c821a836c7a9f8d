/** Several programs at once, all or none. */
import { keepRunning } from './keepRunning'
import type { ChildEvents, KeptChild, Program } from './keepRunning'

/** Wraps each start, so that it can be told with its time. */
export type StartStep = <T>(name: string, work: () => Promise<T>) => Promise<T>

/**
 * Starts the programs side by side.
 * @returns the children in the order of their programs
 * @throws what the first failed start threw; the others are stopped before
 */
export async function keepAllRunning(
  programs: readonly Program[],
  events: ChildEvents = {},
  step: StartStep = (_name, work) => work(),
): Promise<KeptChild[]> {
  const starts = await Promise.allSettled(
    programs.map((program) => step(program.name, () => keepRunning(program, events))),
  )
  const children = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const failed = starts.find((start) => start.status === 'rejected')
  if (failed === undefined) return children
  await stopInOrder(children)
  throw failed.reason
}

/** Stops one after the other. */
export async function stopInOrder(children: readonly KeptChild[]): Promise<void> {
  for (const child of children) await child.stop()
}
