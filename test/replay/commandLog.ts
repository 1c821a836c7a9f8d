/**
 * Part of the workflow bundle of the replay tests: reports every command of a run, with all its
 * arguments.
 */
import { proxySinks } from '@temporalio/workflow'
import type { Sinks, WorkflowInterceptorsFactory } from '@temporalio/workflow'

export type Command =
  | { kind: 'localActivity' | 'activity'; name: string; args: unknown[] }
  | { kind: 'timer'; durationMs: number; summary: string | undefined }
  | { kind: 'signal'; name: string; to: string | null | undefined; args: unknown[] }
  | { kind: 'child'; name: string; workflowId: string | undefined; args: unknown[] }

export interface CommandSinks extends Sinks {
  commands: { report(command: Command): void }
}

const { commands } = proxySinks<CommandSinks>()

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleLocalActivity(input, next) {
        commands.report({ kind: 'localActivity', name: input.activityType, args: input.args })
        return next(input)
      },
      scheduleActivity(input, next) {
        commands.report({ kind: 'activity', name: input.activityType, args: input.args })
        return next(input)
      },
      startTimer(input, next) {
        commands.report({
          kind: 'timer',
          durationMs: input.durationMs,
          summary: input.options?.summary,
        })
        return next(input)
      },
      signalWorkflow(input, next) {
        const to =
          input.target.type === 'external' ? input.target.workflowExecution.workflowId : undefined
        commands.report({ kind: 'signal', name: input.signalName, to, args: input.args })
        return next(input)
      },
      startChildWorkflowExecution(input, next) {
        const { workflowType, options } = input
        commands.report({
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
