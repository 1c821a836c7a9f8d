/**
 * The rules that were added to what runs do, by which a run goes on as it was begun (workflows/rules.ts).
 */

/** Each rule with the number of the rules that first contained it; a new one gets `RULES + 1`. */
export const RULE_SINCE = {
  'bounded-run': 1,
  'proven-messages': 1,
  'queried-while-written': 1,
  'production-lost': 1,
  'ask-card-on-record': 1,
  'ask-record-first': 1,
  'hold-printed-card': 1,
  'queried-while-asked': 2,
  'ask-for-document': 3,
  'applicant-day-moves': 4,
  'own-reasons': 5,
  'hold-asked-again': 6,
  'record-every-ask': 6,
  'published-when-recorded': 7,
  'escalated-in-this-review': 8,
  'hold-when-back': 9,
  'claim-in-step': 10,
} as const satisfies Record<string, number>
export type RunRule = keyof typeof RULE_SINCE

/** The rules that are newer than a number: an operator holds them back during an upgrade. */
export function rulesAfter(number: number): string[] {
  return Object.entries(RULE_SINCE)
    .filter(([, since]) => since > number)
    .map(([rule]) => rule)
}
