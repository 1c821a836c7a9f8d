/** Several programs at once, all or none. */
import { keepRunning } from './keepRunning'
import type { ChildEvents, KeptChild, Program } from './keepRunning'

/** Wraps the start of each program, so that it can be shown with its duration. */
export type StartStep = <T>(name: string, work: () => Promise<T>) => Promise<T>

/**
 * Starts the programs in parallel.
 * @returns the children in the order of their programs
 * @throws the error of the first start that failed, after stopping the others
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

/** Stops them one after the other. */
export async function stopInOrder(children: readonly KeptChild[]): Promise<void> {
  for (const child of children) await child.stop()
}
