/** The project managers of the units other than that of `proje.yoneticisi` (S6). */
import { account, UNITS } from './account'
import type { DemoAccount, UnitCode } from './account'
import { demoPerson } from './person'

const NAMES: readonly (readonly [name: string, surname: string])[] = [
  ['Serap', 'Yalçın'],
  ['Bülent', 'Erkoç'],
  ['Gülten', 'Başaran'],
  ['Zafer', 'Tuncer'],
  ['Şaziye', 'Kocabaş'],
  ['İlknur', 'Soylu'],
  ['Haluk', 'Özkaya'],
  ['Nesrin', 'Çakmak'],
  ['Abdullah', 'Göktaş'],
  ['Günay', 'Işıldak'],
]
const FIRST_ORDINAL = 400

const MANAGED = (Object.keys(UNITS) as UnitCode[]).filter((unit) => unit !== '1010')

export const furtherManagers: readonly DemoAccount[] = MANAGED.map((unit, index) => {
  const [name, surname] = NAMES[index]!
  const age = { years: 40 + index, birthdayDaysAgo: 30 * index }
  const person = demoPerson(FIRST_ORDINAL + index, name, surname, age)
  return account(`yonetici.${unit}`, person, `18${unit}`, unit, ['projectManager'])
})
