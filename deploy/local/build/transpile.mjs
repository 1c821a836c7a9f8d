/** Every TypeScript file of the processes to CommonJS at the same path below `dist`, one file for one file. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { filesOf, put } from './step.mjs'

const ROOMS = ['workflows', 'activities', 'services', 'deploy', 'test/bench']
const IN_BROWSERS = `${path.sep}browser${path.sep}`

/** @type {import('./step.mjs').Step} */
export const transpile = {
  name: 'transpile',
  reads: [...ROOMS, 'tsconfig.json'],
  async make() {
    const entryPoints = ROOMS.flatMap(filesOf).filter((file) => file.endsWith('.ts') && !file.includes(IN_BROWSERS))
    const { outputFiles } = await build({
      entryPoints,
      outdir: 'dist',
      outbase: '.',
      format: 'cjs',
      platform: 'node',
      target: 'node20.19',
      sourcemap: 'linked',
      write: false,
    })
    for (const { path: file, contents } of outputFiles) put(file, contents)
    const made = new Set(outputFiles.map(({ path: file }) => path.relative('.', file)))
    const kept = ROOMS.flatMap((room) => filesOf(path.join('dist', room)))
    for (const file of kept) if (!made.has(file)) rmSync(file, { force: true })
  },
}
