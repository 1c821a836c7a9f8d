import { atName, toTime } from '../../../services/shared/web/texts/format/turkishSuffix'

it.each([
  ['Zeynep Kaya', 'Zeynep Kaya’da'],
  ['Yiğit Koç', 'Yiğit Koç’ta'],
  ['Gül Öz', 'Gül Öz’de'],
  ['Ali Yiğit', 'Ali Yiğit’te'],
  ['Aygül ÜNAL', 'Aygül ÜNAL’da'],
  ['Nuri IŞIK', 'Nuri IŞIK’ta'],
])('a name gets the suffix that its sound requires: %s', (name, expected) => {
  expect(atName(name)).toBe(expected)
})

it.each([
  ['14:52', '14:52’ye'],
  ['09:31', '09:31’e'],
  ['10:06', '10:06’ya'],
  ['10:09', '10:09’a'],
  ['10:10', '10:10’a'],
  ['10:20', '10:20’ye'],
  ['10:40', '10:40’a'],
  ['14:00', '14:00’e'],
  ['20:00', '20:00’ye'],
  ['00:00', '00:00’a'],
  ['28.11.2026 18:00', '28.11.2026 18:00’e'],
])('a time gets the suffix of the number that is read last: %s', (time, expected) => {
  expect(toTime(time)).toBe(expected)
})
