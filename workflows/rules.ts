/**
 * By which rules a run goes. A run that was begun before a rule existed goes on without it, so that
 * its history still replays. Its memo says with which rules it was begun: `patched` alone would write
 * a marker and a search attribute into each run, which cost the server more than an activity.
 */
import { patched, workflowInfo } from '@temporalio/workflow'
import { RULES } from './runInputs'
import type { RunMemo } from './runInputs'

/** Each rule with the number of the rules that first contained it; a new one gets `RULES + 1`. */
const SINCE = {
  'bounded-run': 1,
  'proven-messages': 1,
  'queried-while-written': 1,
  'production-lost': 1,
  'ask-card-on-record': 1,
  'ask-record-first': 1,
  'hold-printed-card': 1,
} as const

/**
 * Whether this run follows a rule. Runs without a number in their memo decide when they first meet
 * the rule, and keep to it by a marker in their history.
 * @throws Error when a newer version began the run: its task is tried again until a worker of that
 *   version takes it
 */
export function follows(rule: keyof typeof SINCE): boolean {
  const { rules = 0 } = begunWith()
  if (rules > RULES)
    throw new Error(`The run was begun with rules ${rules}, and this worker knows ${RULES}`)
  return rules >= SINCE[rule] || patched(rule)
}

/** The memo of a run that goes by the rules of the one that begins it. */
export function inheritedRules(): { memo?: { rules: number } } {
  const { rules } = begunWith()
  return rules === undefined ? {} : { memo: { rules } }
}

function begunWith(): RunMemo {
  return workflowInfo().memo ?? {}
}
