/** The colours of the pages: one table with a light and a dark column, both easy to read. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { compileString } from 'sass'

const STYLES = 'services/shared/web/styles'
/** No stylesheet reaches the icon of the tab, nor the drawings that show what photos look like. */
const PICTURES = /\/static\/(emblem|photoExamples\/\w+)\.svg$/
const TABLE = `${STYLES}/_values.scss`

const NAMED = 'white|black|gr[ae]y|silver|red|green|blue|navy|orange|yellow|purple'
const LITERALS = [
  /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/gi,
  /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(/gi,
  new RegExp(
    `(?<=(?:color|background|border[a-z-]*|fill|stroke|outline|shadow)(?:: *|="))(?:[^;"']*\\s)?(?:${NAMED})(?=[\\s;"])`,
    'gi',
  ),
]

describe('colours outside the table', () => {
  const files = [
    STYLES,
    'services/shared/web/static',
    'services/shared/web/browser',
    'services/shared/web/views',
    'services/portal/views',
    'services/bureau/views',
  ]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name)),
    )
    .filter((file) => file !== TABLE && !PICTURES.test(file))

  it.each(files)('are not in %s', (file) => {
    const text = readFileSync(file, 'utf8')
    expect(LITERALS.flatMap((literal) => text.match(literal) ?? [])).toEqual([])
  })

  it('would be found', () => {
    for (const written of [
      'a: #fff;',
      'a: rgb(0 0 0 / 5%)',
      'border: 1px solid white;',
      'fill="red"',
    ])
      expect([written, LITERALS.some((literal) => written.match(literal))]).toEqual([written, true])
  })
})

const [LIGHT, DARK] = ['light', 'dark'].map(columnOf) as [Column, Column]

describe.each([
  ['light', LIGHT],
  ['dark', { ...LIGHT, ...DARK }],
])('the %s column', (_name, column) => {
  const contrast = (text: string, ground: string) => contrastOf(column[text]!, column[ground]!)

  it.each(
    ['ink', 'strong', 'muted', 'link', 'link-hover', 'error', 'success', 'amber'].flatMap((text) =>
      ['page', 'surface', 'inset'].map((ground) => [text, ground] as const),
    ),
  )('shows %s on %s at 4.5:1 or more', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['success', 'error', 'amber', 'info'])('shows text and links in a %s message', (kind) => {
    for (const text of ['ink', 'link'])
      expect(contrast(text, `${kind}-tint`)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['green', 'red', 'blue', 'purple', 'amber', 'grey'])(
    'shows the text of a %s pill at 7:1 or more',
    (pill) => {
      expect(contrast(`${pill}-pill-text`, `${pill}-pill`)).toBeGreaterThanOrEqual(7)
    },
  )

  it.each(['navy', 'button', 'button-hover'])('shows white text on %s', (ground) => {
    expect(contrast('on-navy', ground)).toBeGreaterThanOrEqual(4.5)
  })

  it('shows the edges of controls and the focus at 3:1 or more', () => {
    for (const ground of ['page', 'surface', 'inset'])
      expect(contrast('input-line', ground)).toBeGreaterThanOrEqual(3)
    for (const ground of ['page', 'surface', 'navy'])
      expect(
        Math.max(contrast('focus', ground), contrast('focus-line', ground)),
      ).toBeGreaterThanOrEqual(3)
  })
})

type Column = Record<string, string>

/** A column of the table as it reaches the browser; of the dark one, what differs. */
function columnOf(name: string): Column {
  const { css } = compileString(`@use 'values' as *; a { @include declare-${name}; }`, {
    loadPaths: [STYLES],
  })
  return Object.fromEntries(
    [...css.matchAll(/--pyk-([a-z-]+): ([^;]+);/g)].map(([, key, value]) => [key!, value!]),
  )
}

/** WCAG's contrast ratio of two colours that are written as #rrggbb or #rgb. */
function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a) as [
    number,
    number,
  ]
  return (light + 0.05) / (dark + 0.05)
}

function luminanceOf(colour: string): number {
  const digits = colour.slice(1).replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3')
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
