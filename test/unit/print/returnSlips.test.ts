/** The codes of return slips: what they hold, and how a scanner types them. */
import { createReturnSlips } from '../../../services/shared/print/returnSlips'

const slips = createReturnSlips('a key of the tests, long enough for a slip')
const NUMBER = 'PYK-2026-000123'
const code = slips.codeOf(NUMBER)

it('D12 S75 hold the number of the request and a check value, and nothing else', () => {
  expect(code).toMatch(/^PYK2026000123[A-Z]{10}$/)
  expect(slips.codeOf(NUMBER)).toBe(code)
})

it('have only signs that a scanner types the same on Turkish and English keyboards', () => {
  for (let count = 1; count <= 500; count += 1) {
    const number = `PYK-2026-${String(count).padStart(6, '0')}`
    expect(slips.codeOf(number)).toMatch(/^[A-HJ-NP-Z0-9]+$/)
  }
})

it.each([code, ` ${code}\r\n`, code.toLowerCase(), code.replace('2026', '-2026-'), `${code}.`])(
  'are read however they were typed: “%s”',
  (typed) => {
    expect(slips.read(typed)).toEqual({ number: NUMBER, isGenuine: true })
  },
)

it('are read for numbers of more than six digits', () => {
  const long = 'PYK-2026-1234567'
  expect(slips.read(slips.codeOf(long))).toEqual({ number: long, isGenuine: true })
})

it('are not genuine with another number, another check value or another key', () => {
  const check = code.slice(-10)
  const wrong = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`
  const foreign = createReturnSlips('another key of the tests, just as long').codeOf(NUMBER)
  for (const typed of [`PYK2026000124${check}`, wrong, foreign])
    expect(slips.read(typed)).toMatchObject({ isGenuine: false })
})

it.each(['', NUMBER, '123', 'E-4471', `${code}A`, '10000000146'])(
  'are told from other texts: “%s”',
  (typed) => {
    expect(slips.read(typed)).toBeNull()
  },
)
