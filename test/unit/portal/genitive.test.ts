/** Names with the possessive suffix. */
import { genitive } from '../../../services/portal/viewModels/person'

it.each([
  ['Çağla Doğan', 'Çağla Doğan’ın'],
  ['Işıl Yıldırım', 'Işıl Yıldırım’ın'],
  ['Ege Şimşek', 'Ege Şimşek’in'],
  ['İPEK ÇELİK', 'İPEK ÇELİK’in'],
  ['ADA IŞIK', 'ADA IŞIK’ın'],
  ['Umut Kurt', 'Umut Kurt’un'],
  ['Sıla Türk', 'Sıla Türk’ün'],
  ['Ömer Koca', 'Ömer Koca’nın'],
  ['Ada Sarı', 'Ada Sarı’nın'],
  ['İrem Ülkü', 'İrem Ülkü’nün'],
  ['Barış Avcıoğlu', 'Barış Avcıoğlu’nun'],
  ['Leylâ', 'Leylâ’nın'],
  ['Ng', 'Ng’in'],
])('S51 %s becomes %s', (name, whose) => {
  expect(genitive(name, 'tr')).toBe(whose)
})

it('an English page has the English suffix', () => {
  expect(genitive('Çağla Doğan', 'en')).toBe('Çağla Doğan’s')
})
