/** Transpiles TypeScript to CommonJS, file by file, to the same path below `dist`. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { filesOf, put } from './step.mjs'

const IN_BROWSERS = `${path.sep}browser${path.sep}`

/**
 * @param {string} name
 * @param {string[]} folders
 * @returns {import('./step.mjs').Step}
 */
function transpileStep(name, folders) {
  return {
    name,
    reads: folders,
    async make() {
      const { outputFiles } = await build({
        entryPoints: folders
          .flatMap(filesOf)
          .filter((file) => file.endsWith('.ts') && !file.includes(IN_BROWSERS)),
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
      const kept = folders.flatMap((folder) => filesOf(path.join('dist', folder)))
      for (const file of kept) if (!made.has(file)) rmSync(file, { force: true })
    },
  }
}

/** The processes and the launcher. */
export const transpile = transpileStep('transpile', [
  'workflows',
  'activities',
  'services',
  'deploy',
])
/** The benchmarks and the chaos, which run outside jest. */
export const bench = transpileStep('bench', [
  'test/bench',
  'test/chaos',
  'test/files',
  'test/support',
])
