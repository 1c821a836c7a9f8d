/** What browsers load: one stylesheet, one script and the font, in `dist/public`. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { put } from './step.mjs'

const WEB = 'services/shared/web'
const FONTS = 'node_modules/@fontsource-variable/inter/files'
/** Turkish needs both. */
const FONT_FILES = ['inter-latin-wght-normal.woff2', 'inter-latin-ext-wght-normal.woff2']

/** @type {import('./step.mjs').Step} */
export const styles = {
  name: 'styles',
  reads: [`${WEB}/styles`],
  async make() {
    const { compileAsync } = await import('sass')
    const { css } = await compileAsync(`${WEB}/styles/app.scss`, {
      loadPaths: ['node_modules', 'node_modules/govuk-frontend/dist'],
      style: 'compressed',
      quietDeps: true,
    })
    put('dist/public/app.css', css)
    for (const file of FONT_FILES)
      put(`dist/public/fonts/${file}`, readFileSync(path.join(FONTS, file)))
  },
}

/** @type {import('./step.mjs').Step} */
export const script = {
  name: 'script',
  reads: [`${WEB}/browser`],
  async make() {
    const { build } = await import('esbuild')
    const { outputFiles } = await build({
      entryPoints: [`${WEB}/browser/main.ts`],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
    })
    put('dist/public/app.js', outputFiles[0].contents)
  },
}
