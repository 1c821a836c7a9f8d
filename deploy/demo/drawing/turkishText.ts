/**
 * Turkish text in a PDF without a font file. The standard fonts lack ğ, ş, İ, Ğ and Ş but have the
 * parts: letter, breve, cedilla and dot. These letters are composed of two glyphs, the second above
 * or below the first.
 */

/** Codes of the encoding that pdf.ts defines for its fonts. */
const DOTLESS = '\x01'
const BREVE = '\x02'
const DOT = '\x03'
const CEDILLA = '\xb8'

interface Composed {
  letter: string
  mark: string
  /**
   * Width in thousandths of the font size, from Helvetica; the bold font differs too little to
   * matter.
   */
  width: number
  markWidth: number
  /** How far the mark is raised above a capital. */
  rise: number
}

const COMPOSED: Record<string, Composed> = {
  ğ: { letter: 'g', mark: BREVE, width: 556, markWidth: 333, rise: 0 },
  Ğ: { letter: 'G', mark: BREVE, width: 778, markWidth: 333, rise: 0.2 },
  ş: { letter: 's', mark: CEDILLA, width: 500, markWidth: 333, rise: 0 },
  Ş: { letter: 'S', mark: CEDILLA, width: 667, markWidth: 333, rise: 0 },
  İ: { letter: 'I', mark: DOT, width: 278, markWidth: 333, rise: 0.2 },
}

/**
 * The instructions that draw a line of text; x and y are its left end, in points from the lower
 * left corner of the page.
 */
export function textAt(
  x: number,
  y: number,
  text: string,
  size = 11,
  font: 'F1' | 'F2' = 'F1',
): string {
  const pieces = [...text.normalize('NFC')].map((letter) => {
    const parts = COMPOSED[letter]
    return parts === undefined ? `(${escaped(letter)}) Tj` : composed(parts, size)
  })
  return `BT /${font} ${size} Tf ${x} ${y} Td ${pieces.join(' ')} ET`
}

function composed({ letter, mark, width, markWidth, rise }: Composed, size: number): string {
  const back = (width + markWidth) / 2
  const ahead = -(width - markWidth) / 2
  const lifted = rise === 0 ? ['', ''] : [`${rise * size} Ts `, ' 0 Ts']
  return `(${letter}) Tj ${lifted[0]}[${back} (${mark}) ${ahead}] TJ${lifted[1]}`
}

function escaped(letter: string): string {
  return letter.replace('ı', DOTLESS).replace(/[()\\]/, '\\$&')
}
