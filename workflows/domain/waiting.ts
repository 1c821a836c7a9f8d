/**
 * What a request or a card waits for in each state, and who can move it on; shown to operators in
 * Turkish.
 */
import type { BatchCounts, BatchKind } from './batches'
import { commandsFor } from './differences'
import type { Difference } from './differences'
import type { RequestState } from './requestState'

/** Whom a run waits for; value of the search attribute `WaitingFor`. */
export const WAITING_FOR = [
  'system',
  'bureauDecision',
  'physicalCard',
  'applicant',
  'printing',
  'dispatch',
  'handover',
  'cancellation',
  'register',
  'nobody',
] as const
export type WaitingFor = (typeof WAITING_FOR)[number]

export interface Waiting {
  for: WaitingFor
  /** What is awaited; the summary of the wait. */
  what: string
  /** Who can move the run on. */
  who: string
}

/** What a run in a state waits for. */
export function waitingOf(state: RequestState): Waiting {
  if (state.status === 'rejected') return NOBODY
  switch (state.subState) {
    case 'received':
      return {
        for: 'system',
        what: 'Belgelerin denetlenmesi',
        who: 'Sistem (documents kuyruğundaki işçi)',
      }
    case 'awaitingCard':
      return {
        for: 'physicalCard',
        what: 'Kartın resmî yazı ekinde gelmesi',
        who: 'Kimlik Bürosu, “Kartın gelişini kaydet” ile',
      }
    case 'awaitingApplicant':
      return {
        for: 'applicant',
        what: 'Büronun istediği belgenin eklenmesi',
        who: 'Talebi açan personel, portaldaki talep sayfasından',
      }
    case 'withHead':
      return {
        for: 'bureauDecision',
        what: 'Kimlik Bürosu şefinin kararı',
        who: 'Kimlik Bürosu şefi, inceleme sayfasından (karar verir ya da memurlara geri gönderir)',
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
    case 'dispatchHeld':
      return {
        for: 'cancellation',
        what: 'Kartın iptal talebinin karara bağlanması',
        who: 'Kimlik Bürosu memuru, iptal talebinin inceleme sayfasından',
      }
    case 'printed':
      return {
        for: 'dispatch',
        what: 'Kartın gönderilmesi',
        who: 'Kimlik Bürosu, gönderim listesinden',
      }
    case 'sent':
      return {
        for: 'handover',
        what: 'Kartın teslim edilmesi',
        who: 'Kimlik Bürosu, teslim listesinden',
      }
    case 'delivered':
    case 'printStopped':
    case 'cardCancelled':
    case 'withdrawn':
      return NOBODY
  }
}

/**
 * A decision or a withdrawal has been taken but is not yet recorded; only an outage of the database
 * can delay this.
 */
export const RECORDING: Waiting = {
  for: 'system',
  what: 'Kararın kayda geçmesi',
  who: 'Sistem (requests kuyruğundaki işçi, MongoDB)',
}

/** A cancellation has asked production to hold the card, and waits for the answer (D3). */
export const HOLDING_CARD: Waiting = {
  for: 'system',
  what: 'Kart üretiminin yanıtı: kart büroda tutulabildi mi',
  who: 'Sistem (kartın üretim akışı)',
}

/** A refresh of a family list (S17). */
export const WAITING_FOR_REGISTER: Waiting = {
  for: 'register',
  what: 'Nüfus kaydının yanıtı (KPS)',
  who: 'Sistem (registry kuyruğundaki işçi, KPS)',
}

/** @param fault code of the fault after which the register is asked again */
export function waitingAfter(fault: string): Waiting {
  return {
    for: 'register',
    what: `KPS yanıt vermedi (${fault}); yeniden sorulacak`,
    who: 'Sistem kendiliğinden, ya da personel “Aile Bilgilerini KPS’ den getir” ile',
  }
}

/** @param report what became of the mails at the last attempt */
export function sendingNotices({
  waiting,
  fault,
  isConfigured,
}: {
  waiting: number
  fault: string | null
  isConfigured: boolean
}): Waiting {
  const count = `gönderilecek e-posta: ${waiting}`
  if (!isConfigured)
    return {
      for: 'system',
      what: `E-posta sunucusu tanımlı değil; ${count}`,
      who: 'Sistem yöneticisi, requests işçisine SMTP_URL ve MAIL_FROM vererek',
    }
  return {
    for: 'system',
    what:
      fault === null
        ? `Yeni bildirimler; ${count}`
        : `E-posta sunucusu almadı (${fault}); ${count}`,
    who: 'Sistem kendiliğinden (requests kuyruğundaki işçi, e-posta sunucusu)',
  }
}

const BATCH_IN_TURKISH: Record<BatchKind, string> = {
  cardArrived: 'kartın gelişi',
  printed: 'basıldı',
  sent: 'gönderildi',
  delivered: 'teslim edildi',
}

/** Whom the run of a batch waits for until it ends. */
export const BATCH_WAITS_FOR = 'system' satisfies WaitingFor

/** What a batch does, in Turkish. */
export function batchInTurkish(kind: BatchKind, total: number): string {
  return `${total} kart için “${BATCH_IN_TURKISH[kind]}” kaydı`
}

/** A batch whose items are being done. */
export function carryingOut(kind: BatchKind, counts: BatchCounts): Waiting {
  const { total, waiting } = counts
  return {
    for: BATCH_WAITS_FOR,
    what: `${batchInTurkish(kind, total)}; tamamlanan: ${total - waiting}${outcomesIn(counts)}`,
    who: 'Sistem (requests kuyruğundaki işçi)',
  }
}

/** A batch all of whose items have an outcome. */
export function batchEnded(counts: BatchCounts): Waiting {
  return {
    for: 'nobody',
    what: `Beklenen bir şey yok; ${counts.total} kayıttan ${counts.done} yapıldı${outcomesIn(counts)}`,
    who: '—',
  }
}

function outcomesIn({ refused, failed }: BatchCounts): string {
  return [
    ...(refused === 0 ? [] : [`, kabul edilmeyen: ${refused}`]),
    ...(failed === 0 ? [] : [`, yapılamayan: ${failed}`]),
  ].join('')
}

/** The deletion of what has reached the end of its term. */
export const DELETING: Waiting = {
  for: 'system',
  what: 'Saklama süresi dolanların silinmesi',
  who: 'Sistem (requests ve documents kuyruklarındaki işçiler, MongoDB, S3)',
}

/** The comparison of the record with runs and files. */
export const COMPARING: Waiting = {
  for: 'system',
  what: 'Kaydın süreçlerle ve dosyalarla karşılaştırılması',
  who: 'Sistem (requests ve documents kuyruklarındaki işçiler, MongoDB, S3)',
}

export const LOOKING_AGAIN: Waiting = {
  ...COMPARING,
  what: 'Bulunan farkların sürüp sürmediği; süreçlere adımlarını yazmaları için zaman verilir',
}

const KINDS_IN_TURKISH = {
  runMissing: 'kayıt açık, süreç yok',
  rowMissing: 'süreç açık, kayıt yok',
  runNotEnded: 'kayıt kapanmış, süreç açık',
  stateDiffers: 'kaydın ve sürecin durumu farklı',
  runSilent: 'süreç yanıt vermiyor',
  fileMissing: 'kayıttaki dosya yok',
  fileUnused: 'dosyayı kullanan kayıt yok',
} as const satisfies Record<Difference['kind'], string>

/** A difference in one line, with its commands. */
export function differenceInTurkish(difference: Difference): string {
  const { kind, requestNumber, subject, record, run } = difference
  const states = [record && `kayıt: ${record}`, run && `süreç: ${run}`].filter(Boolean).join(', ')
  const what = `${requestNumber ?? subject}: ${KINDS_IN_TURKISH[kind]}`
  return `${what}${states && ` (${states})`} → ${commandsFor(difference).join(' && ')}`
}

const MOST_SHOWN = 20

/** @param beyond how many more were found than could be looked at again */
export function comparedWith(differences: readonly Difference[], beyond: number): Waiting {
  if (differences.length + beyond === 0)
    return { ...NOBODY, what: 'Karşılaştırma tamamlandı; fark yok' }
  const shown = differences.slice(0, MOST_SHOWN).map((one) => `\n- ${differenceInTurkish(one)}`)
  const more = differences.length - shown.length + beyond
  return {
    for: 'nobody',
    what: `Karşılaştırma tamamlandı; fark: ${differences.length}${shown.join('')}${more === 0 ? '' : `\n- ve ${more} tane daha`}`,
    who: 'Sistem yöneticisi, farkın yanındaki komutla (hepsi: npm run differences)',
  }
}

/** A delivered card whose production ends by itself, unless the delivery is taken back before. */
export const DELIVERED: Waiting = {
  for: 'nobody',
  what: 'Kart teslim edildi; yanlış kayıt son güne kadar geri alınabilir, sonra süreç kendiliğinden tamamlanır',
  who: 'Kimlik Bürosu, talep sayfasındaki “Yanlış kayıt: geri al” ile',
}

export const NOBODY: Waiting = {
  for: 'nobody',
  what: 'Beklenen bir şey yok; süreç tamamlandı',
  who: '—',
}
