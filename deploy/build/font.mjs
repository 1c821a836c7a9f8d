/** Inter, cut down to the characters and weights that the pages use. */
import { readFileSync } from 'node:fs'
import subsetFont from 'subset-font'
import { filesOf } from './step.mjs'

const SOURCE = 'node_modules/inter-ui/variable/InterVariable.woff2'

/** Folders whose texts are shown on pages. */
export const TEXTS = [
  'services/shared/locales',
  'services/portal/locales',
  'services/bureau/locales',
  'services/shared/web/views',
  'services/portal/views',
  'services/bureau/views',
]

/** ASCII and Latin-1, for the names and explanations that people enter. */
const LATIN = [...between(0x20, 0x7e), ...between(0xa0, 0xff)]
const TURKISH = 'ğĞıİşŞ₺'
const SIGNS = '×’‘“”–—…·•→←↑↓✓≤≥€−'

function between(first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))
}

/** Further letters of Europe, in names on paper. */
const LATIN_EXTENDED = between(0x100, 0x17f)

/**
 * One weight of Inter for PDFs, which cannot use a variable font.
 * @param {number} weight
 * @returns {Promise<Buffer>} as TTF
 */
export function fontOfPaper(weight) {
  return subsetFont(readFileSync(SOURCE), charactersUsed(LATIN_EXTENDED), {
    targetFormat: 'truetype',
    variationAxes: { wght: weight, opsz: 14 },
    // No kerning: on paper it pulled the dots of a date under its digits.
    keepFeatures: ['ccmp', 'mark', 'mkmk', 'tnum'],
    noHinting: true,
  })
}

/** @returns {Promise<Buffer>} as WOFF2; weights from 400 to 700, letters as drawn for text sizes */
export function fontOfPages() {
  return subsetFont(readFileSync(SOURCE), charactersUsed(), {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 }, opsz: 14 },
    // Kerning, accents, and digits of one width; Inter's other features are never switched on.
    keepFeatures: ['kern', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum'],
    noHinting: true,
  })
}

/** @param {readonly string[]} further characters */
function charactersUsed(further = []) {
  const texts = TEXTS.flatMap(filesOf).map((file) => readFileSync(file, 'utf8'))
  return [...new Set([...LATIN, ...TURKISH, ...SIGNS, ...further, ...texts.join('')])].join('')
}
