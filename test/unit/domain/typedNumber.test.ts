/** Numbers as people type and paste them, converted to the plain form that all code uses. */
import { plainNumber } from '../../../workflows/domain/typedNumber'

/** Invisible characters that may separate the parts of a number, by name. */
const INVISIBLE = {
  'a soft hyphen': '\u00AD',
  'a zero-width space': '\u200B',
  'a zero-width joiner': '\u200D',
  'a left-to-right mark': '\u200E',
  'a word joiner': '\u2060',
  'a byte order mark': '\uFEFF',
  'a directional isolate': '\u2066',
  'a variation selector': '\uFE0F',
  'a filler': '\u3164',
  'a control character': '\u0007',
}
const BLANKS = {
  'a space': ' ',
  'a tab': '\t',
  'a line end': '\r\n',
  'a no-break space': '\u00A0',
  'a narrow no-break space': '\u202F',
  'an em space': '\u2003',
  'an ideographic space': '\u3000',
}
const DASHES = {
  'a hyphen': '\u2010',
  'a non-breaking hyphen': '\u2011',
  'a figure dash': '\u2012',
  'an en dash': '\u2013',
  'an em dash': '\u2014',
  'a horizontal bar': '\u2015',
  'a minus sign': '\u2212',
  'a small hyphen-minus': '\uFE63',
  'a full-width hyphen-minus': '\uFF0D',
}

/** A number of each kind: of a request, of two letters, of a staff member. */
const NUMBERS = ['PYK-2026-000123', 'E-12345678-903.07-4471', 'ÇŞ-İL-7/2026', '184523']

describe.each(NUMBERS)('S41 S67 the number %s', (number) => {
  it.each(Object.entries({ ...INVISIBLE, ...BLANKS }))('is read with %s anywhere', (_, sign) => {
    expect(plainNumber([...number].join(sign))).toBe(number)
    expect(plainNumber(`${sign}${number}${sign}`)).toBe(number)
  })

  it.each(Object.entries(DASHES))('is read with %s instead of a hyphen', (_, dash) => {
    expect(plainNumber(number.replaceAll('-', dash))).toBe(number)
    expect(plainNumber(number.replaceAll('-', ` ${dash} `))).toBe(number)
  })

  it.each(['.', ',', ';', ':', ' .', '…', '”', ')'])('is read before “%s”', (sign) => {
    expect(plainNumber(`${number}${sign}`)).toBe(number)
  })

  it('is read in lower case, in quotes and in full-width characters', () => {
    expect(plainNumber(number.toLocaleLowerCase('tr'))).toBe(number)
    expect(plainNumber(`“${number}”`)).toBe(number)
    const fullWidth = number.replace(/[!-~]/g, (sign) =>
      String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
    )
    expect(plainNumber(fullWidth)).toBe(number)
  })
})

it('S67 letters keep their diacritics in every Unicode form', () => {
  expect(plainNumber('ÇŞĞÜÖ-1'.normalize('NFD'))).toBe('ÇŞĞÜÖ-1')
})

it('nothing but blanks and signs is no number', () => {
  expect(plainNumber(' \u200B– . ')).toBe('')
})
