/** Sends held decisions whose time has come, also those that a crashed process has left. */
import type { AuditEntry } from '../../shared/store/auditEntry'
import type { HeldDecision } from '../../shared/store/heldDecision'
import type { Log } from '../../shared/log/log'
import { logRunLost, RunLost } from '../../shared/temporal/runLost'
import type { Deps } from '../deps'
import { decideRequest } from './decideRequest'

type SenderDeps = Pick<Deps, 'store' | 'runs' | 'claims'>

/** How long one process has to send a decision before another may; longer than Temporal's answer. */
const SENDING_MS = 30_000
/** After a failure, such as an outage of Temporal. */
const AGAIN_MS = 5_000
/** After the loss of a run, which an operator has to repair. */
const AFTER_LOSS_MS = 60_000
const LOOK_MS = 500

/**
 * Sends every held decision that is due at `now`. A decision that is sent twice is one decision for
 * its run.
 */
export async function sendDueDecisions(deps: SenderDeps, log: Log, now: Date): Promise<void> {
  for (;;) {
    const held = await nextDue(deps, now)
    if (held === null) return
    try {
      await send(deps, held)
    } catch (error) {
      if (error instanceof RunLost) {
        await keepUntilRepaired(deps, log, held, error, now)
        continue
      }
      log.error({ err: error, requestId: held.requestId }, 'held decision not sent; tried again')
      await deps.store.heldDecisions.updateOne(
        { _id: held._id, waiting: true },
        { $set: { sendingUntil: new Date(now.getTime() + AGAIN_MS) }, $unset: { runLost: 1 } },
      )
    }
  }
}

/** Looks for due decisions until it is stopped. @returns stops it, after the one being sent */
export function keepSendingDecisions(deps: SenderDeps, log: Log): () => Promise<void> {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let current = Promise.resolve()
  const look = () => {
    current = sendDueDecisions(deps, log, new Date())
      .catch((error: unknown) => log.error({ err: error }, 'held decisions not read'))
      .then(() => {
        if (!isStopped) timer = setTimeout(look, LOOK_MS)
      })
  }
  look()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await current
  }
}

/** Reports the loss once, not at each attempt. */
async function keepUntilRepaired(
  deps: SenderDeps,
  log: Log,
  held: HeldDecision,
  lost: RunLost,
  now: Date,
): Promise<void> {
  if (!held.runLost) {
    logRunLost(log, lost)
    await audit(deps, held, 'failed')
  }
  const again = new Date(now.getTime() + AFTER_LOSS_MS)
  // Unless an earlier attempt may have reached the run, nothing was sent and it can be taken back.
  const next =
    held.sendingUntil === null ? { sendAt: again, sendingUntil: null } : { sendingUntil: again }
  await deps.store.heldDecisions.updateOne(
    { _id: held._id, waiting: true },
    { $set: { runLost: true, ...next } },
  )
}

/** The next decision to send, as it was before this process began to send it. */
function nextDue({ store }: SenderDeps, now: Date): Promise<HeldDecision | null> {
  return store.heldDecisions
    .findOneAndUpdate(
      {
        waiting: true,
        sendAt: { $lte: now },
        $or: [{ sendingUntil: null }, { sendingUntil: { $lte: now } }],
      },
      { $set: { sendingUntil: new Date(now.getTime() + SENDING_MS) } },
      { sort: { sendAt: 1 }, returnDocument: 'before' },
    )
    .lean()
    .exec()
}

/** The claim is issued now, as the message is sent. */
async function send(deps: SenderDeps, held: HeldDecision): Promise<void> {
  const { _id, requestId, by, outcome, reasons, explanation, askSeen = null } = held
  const asHead = held.asHead === true
  const form = { requestId, decisionId: _id, outcome, reasons, explanation, askSeen, asHead }
  const answer = await decideRequest(deps, by, form)
  await audit(deps, held, answer.kind === 'taken' ? 'done' : 'refused')
  if (answer.kind === 'taken') {
    await deps.store.heldDecisions.deleteOne({ _id })
    return
  }
  const refused =
    answer.kind === 'refused'
      ? { cause: answer.cause, earlier: answer.earlier }
      : ({ cause: 'reasonNotForType', earlier: null } as const)
  await deps.store.heldDecisions.updateOne({ _id }, { $set: { waiting: false, refused } })
}

async function audit(
  { store }: SenderDeps,
  { by, byCertificate, requestId }: HeldDecision,
  outcome: AuditEntry['outcome'],
): Promise<void> {
  await store.audit.append({
    event: 'decisionGiven',
    actor: by,
    ...(byCertificate ? { byCertificate } : {}),
    subject: requestId,
    at: new Date(),
    outcome,
  })
}
