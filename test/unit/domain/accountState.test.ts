/** When an account can be used (S6, S74). */
import { closureOf } from '../../../workflows/domain/accountState'

const NOW = new Date('2026-11-27T21:30:00Z')

it.each([
  ['with nothing against it', {}, null],
  ['until the end of its last day in Istanbul', { expiresOn: '2026-11-28' }, null],
  ['no more after its last day in Istanbul', { expiresOn: '2026-11-27' }, 'expired'],
  ['not while it is disabled', { disabledAt: new Date(0), expiresOn: '2026-01-01' }, 'disabled'],
  ['with a one-time password in time', { oneTimePasswordUntil: new Date('2026-11-28') }, null],
  [
    'not with a one-time password that is too old',
    { oneTimePasswordUntil: NOW },
    'oneTimePasswordExpired',
  ],
] as const)('S6 can be used %s', (_how, account, closed) => {
  expect(closureOf(account, NOW)).toBe(closed)
})

it('S4 can be used with a certificate whatever the password is, but not when it is closed', () => {
  expect(closureOf({ oneTimePasswordUntil: NOW }, NOW, 'certificate')).toBeNull()
  expect(closureOf({ disabledAt: NOW }, NOW, 'certificate')).toBe('disabled')
  expect(closureOf({ expiresOn: '2026-11-27' }, NOW, 'certificate')).toBe('expired')
})
