/**
 * What an operator reads in Temporal Web: search attributes from the fixed list, and in Turkish what the run waits for,
 * since when, and who can move it on.
 */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow'
import { SEARCH_ATTRIBUTES } from './contract'
import type { WaitingFor } from './contract'
import type { RequestState } from './domain/requestState'

interface Waiting {
  for: WaitingFor
  /** What is awaited, as a summary of the wait. */
  what: string
  /** Who can move the run on. */
  who: string
}

/** What a run in a state waits for. */
export function waitingOf(state: RequestState): Waiting {
  if (state.status === 'rejected') return NOBODY
  switch (state.subState) {
    case 'received':
      return { for: 'system', what: 'Belgelerin denetlenmesi', who: 'Sistem (documents kuyruğundaki işçi)' }
    case 'awaitingCard':
      return {
        for: 'physicalCard',
        what: 'Kartın resmî yazı ekinde gelmesi',
        who: 'Kimlik Bürosu, “Kart geldi” kaydıyla',
      }
    case 'inReview':
      return {
        for: 'bureauDecision',
        what: 'Kimlik Bürosunun kararı',
        who: 'Kimlik Bürosu memuru, inceleme sayfasından',
      }
    case 'awaitingPrint':
      return { for: 'printing', what: 'Kartın basılması', who: 'Kimlik Bürosu, basım listesinden' }
    case 'printHeld':
      return {
        for: 'cancellation',
        what: 'Kartın iptal talebinin karara bağlanması',
        who: 'Kimlik Bürosu memuru, iptal talebinin inceleme sayfasından',
      }
    case 'printed':
      return { for: 'dispatch', what: 'Kartın gönderilmesi', who: 'Kimlik Bürosu, gönderim listesinden' }
    case 'sent':
      return { for: 'handover', what: 'Kartın teslim edilmesi', who: 'Kimlik Bürosu, teslim listesinden' }
    case 'delivered':
    case 'printStopped':
    case 'cardCancelled':
      return NOBODY
  }
}

const NOBODY: Waiting = { for: 'nobody', what: 'Beklenen bir şey yok; süreç tamamlandı', who: '—' }

/**
 * Publishes a state: search attributes and the run's current details.
 * @param since ISO instant at which the state was reached
 * @param dueAt ISO instant by which it should be left, or null where no clock runs
 */
export function publishState(state: RequestState, since: string, dueAt: string | null): void {
  const waiting = waitingOf(state)
  upsertSearchAttributes([
    { key: SEARCH_ATTRIBUTES.requestStatus, value: state.status },
    { key: SEARCH_ATTRIBUTES.requestSubState, value: state.subState },
    { key: SEARCH_ATTRIBUTES.waitingFor, value: waiting.for },
    { key: SEARCH_ATTRIBUTES.dueDay, value: dueAt === null ? null : new Date(dueAt) },
  ])
  setCurrentDetails(
    [
      `**Beklenen:** ${waiting.what}`,
      `**Ne zamandan beri:** ${turkishTime(since)}`,
      ...(dueAt === null ? [] : [`**Son gün:** ${turkishTime(dueAt)}`]),
      `**İlerletebilecek:** ${waiting.who}`,
    ].join('\n\n'),
  )
}

const ISTANBUL_OFFSET_MS = 3 * 60 * 60 * 1000

/** An instant as people in Türkiye write it: 23.11.2026 21:30. The zone has been +03:00 all year since 2016. */
function turkishTime(instant: string): string {
  const local = new Date(Date.parse(instant) + ISTANBUL_OFFSET_MS).toISOString()
  return `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)} ${local.slice(11, 16)}`
}
