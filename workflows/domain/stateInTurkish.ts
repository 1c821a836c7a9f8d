/** The state of a request in the words of the screens, for operators, who read it in Temporal Web. */
import type { RequestState } from './requestState'

const STATUS: Record<RequestState['status'], string> = {
  pending: 'Onay Bekliyor',
  approved: 'Onaylandı',
  rejected: 'Reddedildi',
}

const SUB_STATE: Record<RequestState['subState'], string> = {
  received: 'Alındı',
  inReview: 'İnceleme sırasında',
  awaitingCard: 'Kart bekleniyor',
  awaitingPrint: 'Basım bekliyor',
  printHeld: 'Basım durduruldu',
  printed: 'Basıldı',
  dispatchHeld: 'Gönderim durduruldu',
  sent: 'Gönderildi',
  delivered: 'Teslim edildi',
  printStopped: 'Basılmadan iptal edildi',
  cardCancelled: 'Kart iptal edildi',
  returned: 'Reddedildi',
  withdrawn: 'Geri çekildi',
  awaitingApplicant: 'Personelden belge bekleniyor',
  withHead: 'Amirde',
}

/** @example 'Onay Bekliyor, Alındı' */
export function stateInTurkish({ status, subState }: RequestState): string {
  const words = [STATUS[status], SUB_STATE[subState]]
  return [...new Set(words)].join(', ')
}
