/** What a project manager may do with an account (S6, S74). */
import {
  ACCOUNT_STATUSES,
  accountActions,
  accountMarks,
  accountStatusOf,
} from '../../../workflows/domain/accountActions'

const NOW = new Date('2026-11-27T09:00:00Z')
const lastYear = new Date('2025-11-26T09:00:00Z')

it.each([
  [{}, 'active'],
  [{ oneTimePasswordUntil: NOW }, 'waiting'],
  [{ expiresOn: '2026-11-26', oneTimePasswordUntil: NOW }, 'expired'],
  [{ expiresOn: '2026-11-26', disabledAt: NOW }, 'disabled'],
] as const)('S6 an account with %j is %s', (account, status) => {
  expect(accountStatusOf(account, NOW)).toBe(status)
})

it.each(ACCOUNT_STATUSES)('S74 nobody may do anything with the own account: %s', (status) => {
  expect(accountActions(status, true)).toEqual([])
  expect(accountActions(status, false).length).toBeGreaterThan(0)
})

it('S6 a disabled account can only be enabled, and every other one can be disabled', () => {
  expect(accountActions('disabled', false)).toEqual(['enable'])
  for (const status of ['active', 'waiting', 'expired'] as const)
    expect(accountActions(status, false)).toContain('disable')
})

it.each([
  ['never used, just opened', { openedAt: NOW }, ['neverSignedIn']],
  ['used and confirmed', { confirmedAt: NOW, openedAt: lastYear, lastSignedInAt: NOW }, []],
  [
    'opened and last used over a year ago',
    { openedAt: lastYear, lastSignedInAt: lastYear },
    ['notForAYear', 'reviewDue'],
  ],
  ['from before this was recorded', {}, ['neverSignedIn', 'reviewDue']],
  ['disabled', { disabledAt: NOW }, []],
  ['expired', { expiresOn: '2020-01-01' }, []],
] as const)('S6 an account %s has its marks', (_what, account, marks) => {
  expect(accountMarks(account, NOW)).toEqual(marks)
})
