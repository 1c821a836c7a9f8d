/** The user names of new accounts (S6). */
import { usernameFor } from '../../../services/shared/accounts/openAccount'

it.each([
  ['Ayşe Nur Öztürk', 1, 'ayse.ozturk'],
  ['Ayşe Nur Öztürk', 2, 'ayse.ozturk2'],
  ['İBRAHİM IŞIK', 1, 'ibrahim.isik'],
  ['Kâzım', 3, 'kazim3'],
  ["Jean-Luc  O'Neil", 1, 'jeanluc.oneil'],
  ['Елена Петрова', 1, 'personel'],
])('S6 the user name for %s, attempt %i, is %s', (name, attempt, username) => {
  expect(usernameFor(name, attempt)).toBe(username)
})
