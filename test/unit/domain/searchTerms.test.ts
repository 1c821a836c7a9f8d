/** What the bureau searches for, whatever is typed into the box. */
import { withCheckDigits } from '../../../workflows/domain/identityNumber'
import { nameWords } from '../../../workflows/domain/nameWords'
import { readSearchTerms } from '../../../workflows/domain/searchTerms'

const read = (typed: string) => readSearchTerms(typed, 2026)

it.each([
  [
    ['Şükrü', 'DOĞAN'],
    ['sukru', 'dogan'],
  ],
  [
    ['Işıl İpek', 'Öz-Er'],
    ['isil', 'ipek', 'oz', 'er'],
  ],
  [['ISIL', 'ışıl'], ['isil']],
  [['  '], []],
])('the name %j has the plain words %j', (names, words) => {
  expect(nameWords(...names)).toEqual(words)
})

it.each(['PYK-2025-000123', 'pyk 2025 000123', ' PYK‑2025‑000123. '])(
  'S41 “%s” is the number of a request',
  (typed) => {
    expect(read(typed)).toEqual({ kind: 'requestNumber', number: 'PYK-2025-000123' })
  },
)

it('digits are the count of a request of this year, or a registry number', () => {
  expect(read(' 184501 ')).toEqual({
    kind: 'digits',
    number: 'PYK-2026-184501',
    registryNo: '184501',
  })
  expect(read('1234567890')).toEqual({
    kind: 'digits',
    number: null,
    registryNo: '1234567890',
  })
})

it('eleven digits are an identity number if its check digits fit, and nothing otherwise', () => {
  const identityNumber = withCheckDigits('400000001')
  expect(read(`${identityNumber.slice(0, 3)} ${identityNumber.slice(3)}`)).toEqual({
    kind: 'identityNumber',
    identityNumber,
  })
  expect(read('12345678901')).toBeNull()
})

it('anything else is a name, in plain letters', () => {
  expect(read('Şükrü doğan')).toEqual({ kind: 'name', words: ['sukru', 'dogan'] })
  expect(read('sukr d')).toEqual({ kind: 'name', words: ['sukr', 'd'] })
})

it.each(['ab', 'a b', '', '–', 'PYK-2026', 'pyk 2026 12'])(
  '“%s” is nothing to search for',
  (typed) => {
    expect(read(typed)).toBeNull()
  },
)
