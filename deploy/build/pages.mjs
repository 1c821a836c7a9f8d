/** What browsers load: one stylesheet, the scripts and the font, in `dist/public`. */
import { createHash } from 'node:crypto'
import { fontOfPages, fontOfPaper, TEXTS } from './font.mjs'
import { put } from './step.mjs'

const WEB = 'services/shared/web'
/** Its name in the stylesheet, below `dist/public`. */
const FONT = 'fonts/inter.woff2'

/** @type {import('./step.mjs').Step} */
export const styles = {
  name: 'styles',
  reads: [`${WEB}/styles`, ...TEXTS],
  async make() {
    const { compileAsync } = await import('sass')
    const { css } = await compileAsync(`${WEB}/styles/app.scss`, {
      loadPaths: ['node_modules', 'node_modules/govuk-frontend/dist'],
      style: 'compressed',
      quietDeps: true,
    })
    const font = await fontOfPages()
    put(`dist/public/${FONT}`, font)
    put('dist/public/app.css', css.replaceAll(FONT, `${FONT}?v=${markOf(font)}`))
  },
}

/**
 * The fonts of printed sheets.
 * @type {import('./step.mjs').Step}
 */
export const paper = {
  name: 'paper',
  reads: TEXTS,
  async make() {
    put('dist/print/regular.ttf', await fontOfPaper(400))
    put('dist/print/bold.ttf', await fontOfPaper(700))
  },
}

/**
 * The same mark as the apps give to the address of an asset, so that the preloaded font is the one
 * used.
 */
function markOf(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 12)
}

/** The script of every page, and the one of the page that needs a large library. */
const SCRIPTS = { 'app.js': 'main.ts', 'photoFrame.js': 'photoFrame.ts' }

/** @type {import('./step.mjs').Step} */
export const script = {
  name: 'script',
  reads: [`${WEB}/browser`, 'workflows/domain'],
  async make() {
    const { build } = await import('esbuild')
    for (const [name, entry] of Object.entries(SCRIPTS)) {
      const { outputFiles } = await build({
        entryPoints: [`${WEB}/browser/${entry}`],
        bundle: true,
        minify: true,
        format: 'esm',
        target: 'es2022',
        write: false,
      })
      put(`dist/public/${name}`, outputFiles[0].contents)
    }
  },
}
