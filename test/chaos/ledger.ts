/** What people were told has been done, to compare with the record at the end. */

export type Answered =
  | { act: 'submit'; requestId: string; personId: string; result: Result }
  | { act: 'decision'; requestId: string; decisionId: string; outcome: 'approved' | 'rejected' }
  | { act: 'arrival'; requestId: string; receiptId: string }
  | { act: 'production'; cardId: string; eventId: string; kind: string }
  | { act: 'withdrawal'; requestId: string; withdrawalId: string }

/** How a request ends in its life. */
export type Result = 'approved' | 'rejected' | 'withdrawn'

export interface Ledger {
  answered: Answered[]
  /** Answers of 500 and more, and of 429, by status. */
  faults: Map<number, number>
  breaches: string[]
}

export function openLedger(): Ledger {
  return { answered: [], faults: new Map(), breaches: [] }
}

export function countFault({ faults }: Ledger, status: number): void {
  faults.set(status, (faults.get(status) ?? 0) + 1)
}
