/** What the audit trail calls an act that is recorded alone or as an item of a batch. */
export const RECORDED_EVENTS = {
  cardArrived: 'cardArrivalRecorded',
  printed: 'printRecorded',
  sent: 'dispatchRecorded',
  delivered: 'handoverRecorded',
} as const
