/** Goes into the workflow bundle of the replay tests: tells what a run asks of the engine, with every argument. */
import { proxySinks } from '@temporalio/workflow'
import type { Sinks, WorkflowInterceptorsFactory } from '@temporalio/workflow'

export type Command =
  | { kind: 'localActivity' | 'activity'; name: string; args: unknown[] }
  | { kind: 'timer'; durationMs: number; summary: string | undefined }
  | { kind: 'signal'; name: string; to: string | null | undefined; args: unknown[] }
  | { kind: 'child'; name: string; workflowId: string | undefined; args: unknown[] }

export interface CommandSinks extends Sinks {
  commands: { tell(command: Command): void }
}

const { commands } = proxySinks<CommandSinks>()

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleLocalActivity(input, next) {
        commands.tell({ kind: 'localActivity', name: input.activityType, args: input.args })
        return next(input)
      },
      scheduleActivity(input, next) {
        commands.tell({ kind: 'activity', name: input.activityType, args: input.args })
        return next(input)
      },
      startTimer(input, next) {
        commands.tell({
          kind: 'timer',
          durationMs: input.durationMs,
          summary: input.options?.summary,
        })
        return next(input)
      },
      signalWorkflow(input, next) {
        const to =
          input.target.type === 'external' ? input.target.workflowExecution.workflowId : undefined
        commands.tell({ kind: 'signal', name: input.signalName, to, args: input.args })
        return next(input)
      },
      startChildWorkflowExecution(input, next) {
        const { workflowType, options } = input
        commands.tell({
          kind: 'child',
          name: workflowType,
          workflowId: options.workflowId,
          args: options.args,
        })
        return next(input)
      },
    },
  ],
})
