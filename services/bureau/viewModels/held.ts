/** A clerk's decisions that are not sent yet, or were refused, as every page shows them (D7). */
import type { Store } from '../../shared/store/connection'
import type { HeldDecision } from '../../shared/store/heldDecision'
import type { Translate } from '../../shared/web/texts/catalogue'
import { timeWithSeconds } from '../../shared/web/texts/format/dates'
import { accountName } from '../operations/accountName'
import { heldBy } from '../operations/heldDecisions'
import { heldDecisionPath } from '../paths'
import { refusalMessage } from './refusal'
import { reviewKeys } from './reviewKeys'

interface ShownHeld {
  number: string
  text: string
  /** Why the run refused it; null while it waits. */
  refusal: string | null
  /** What happens next, if the run of its request is lost (D9); null if it is not. */
  lost: string | null
  /** What the clerk wrote and would lose. */
  explanation: string | null
  ways: { action: string; text: string; key?: string }[]
  /** Milliseconds until the first of all is sent; null if none waits. */
  nextAt: number | null
}

export async function heldOnPage(
  store: Store,
  clerk: { id: string; singleKeysOff?: boolean },
  now: Date,
  t: Translate,
): Promise<ShownHeld[]> {
  const held = await heldBy(store, clerk.id)
  const times = held.filter(({ waiting }) => waiting).map(({ sendAt }) => sendAt.getTime())
  const nextAt = times.length === 0 ? null : Math.max(0, Math.min(...times) - now.getTime())
  const { takeBack } = reviewKeys(clerk)
  const key = takeBack === undefined ? {} : { key: takeBack }
  return Promise.all(
    held.map(async (decision) => ({
      ...(decision.waiting ? waitingText(decision, key, t) : await refusedText(store, decision, t)),
      number: decision.number,
      nextAt,
    })),
  )
}

function waitingText(
  { _id, number, outcome, sendAt, sendingUntil, runLost }: HeldDecision,
  key: { key?: string },
  t: Translate,
) {
  const values = { number, decided: t(`status.${outcome}`), at: timeWithSeconds(sendAt) }
  const isSending = sendingUntil !== null
  return {
    text: runLost
      ? t('bureau.held.lost', values)
      : t(isSending ? 'bureau.held.sending' : 'bureau.held.waiting', values),
    refusal: null,
    lost: runLost ? t('bureau.held.lostNext') : null,
    explanation: null,
    ways: isSending
      ? []
      : [
          { action: heldDecisionPath(_id, 'take-back'), text: t('bureau.held.takeBack'), ...key },
          { action: heldDecisionPath(_id, 'send'), text: t('bureau.held.send') },
        ],
  }
}

async function refusedText(
  store: Store,
  { _id, number, refused, explanation }: HeldDecision,
  t: Translate,
) {
  const { cause, earlier } = refused!
  const by = earlier?.by ?? null
  const who = (by === null ? null : await accountName(store, by)) ?? t('timeline.system')
  const { key, values } = refusalMessage({ kind: 'refused', cause, earlier }, who, t)
  return {
    text: t('bureau.held.refused', { number }),
    refusal: t(key, values),
    lost: null,
    explanation: explanation === '' ? null : explanation,
    ways: [{ action: heldDecisionPath(_id, 'seen'), text: t('bureau.held.seen') }],
  }
}

/** What a clerk reads instead of the form while somebody's decision can be taken back. */
export async function heldText(
  store: Store,
  { by, outcome, sendAt, runLost }: HeldDecision,
  t: Translate,
): Promise<string> {
  return t(runLost ? 'bureau.held.lostByColleague' : 'bureau.held.byColleague', {
    who: (await accountName(store, by)) ?? t('timeline.system'),
    decided: t(`status.${outcome}`),
    at: timeWithSeconds(sendAt),
  })
}
