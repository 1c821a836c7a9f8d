/**
 * By which rules a run goes. A run that was begun before a rule existed goes on without it, so that
 * its history still replays. Its memo says with which rules it was begun: `patched` alone would write
 * a marker and a search attribute into each run, which cost the server more than an activity.
 *
 * The number of promises that a result passes is part of what a run does: when two results come in one
 * task, the commands that follow them change places. So one `await` more or less also needs a rule.
 */
import { patched, workflowInfo } from '@temporalio/workflow'
import { RULE_SINCE } from './domain/runRules'
import type { RunRule } from './domain/runRules'
import { RULES } from './runInputs'
import type { RunMemo } from './runInputs'

/**
 * Whether this run follows a rule. Runs without a number in their memo decide when they first meet
 * the rule, and keep to it by a marker in their history.
 * @throws Error when a newer version began the run: its task is tried again until a worker of that
 *   version takes it
 */
export function follows(rule: RunRule): boolean {
  const { rules = 0 } = begunWith()
  if (rules > RULES)
    throw new Error(`The run was begun with rules ${rules}, and this worker knows ${RULES}`)
  return rules >= RULE_SINCE[rule] || patched(rule)
}

/** The memo of a run that goes by the rules of the one that begins it. */
export function inheritedRules(): { memo?: { rules: number } } {
  const { rules } = begunWith()
  return rules === undefined ? {} : { memo: { rules } }
}

function begunWith(): RunMemo {
  return workflowInfo().memo ?? {}
}
