/** The folder /app of the image, created here from the Dockerfile without a container engine. */
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { built } from '../setup/built'
import { copiesInto, dockerfileStages, textsOf } from './dockerfile'

type Environment = Readonly<Record<string, string>>

export interface ImageTree {
  /** Starts a command of the compose file with only this environment; its output is in `said`. */
  start: (command: readonly string[], environment: Environment) => Started
  /**
   * Runs a command to its end.
   * @returns its exit code and its output
   */
  run: (
    command: readonly string[],
    environment: Environment,
  ) => Promise<{ code: number; said: string }>
  remove: () => void
}

export interface Started {
  process: ChildProcess
  said: () => string
}

/**
 * Builds the system and copies what the image would contain: no sources, no development packages.
 */
export async function createImageTree(): Promise<ImageTree> {
  await built()
  const [build, , image] = dockerfileStages()
  const folder = await mkdtemp(path.join(tmpdir(), 'pyk-image-'))
  const leftBehind = textsOf(build!, 'RUN').flatMap((text) =>
    [...text.matchAll(/-name '\*(\.\w+)'/g)].map(([, end]) => end!),
  )
  const isLeftBehind = (file: string) =>
    !file.startsWith('dist') && leftBehind.some((end) => file.endsWith(end))
  for (const copied of copiesInto(image!, 'build')) {
    cpSync(copied, path.join(folder, copied), {
      recursive: true,
      filter: (file) => !isLeftBehind(file),
    })
  }
  cpSync('package.json', path.join(folder, 'package.json'))
  linkPackages(path.join(folder, 'node_modules'))

  const fixed = textsOf(image!, 'ENV').flatMap((text) =>
    text.split(' ').map((one) => one.split(/=(.*)/s).slice(0, 2)),
  )
  const options = (environment: Environment) => ({
    cwd: folder,
    env: { PATH: path.dirname(process.execPath), ...Object.fromEntries(fixed), ...environment },
  })
  return {
    start: ([program = '', ...args], environment) => {
      const child = spawn(program, args, {
        ...options(environment),
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      const keep = (text: Buffer) => (said += text.toString())
      child.stdout.on('data', keep)
      child.stderr.on('data', keep)
      return { process: child, said: () => said }
    },
    run: async ([program = '', ...args], environment) => {
      try {
        const { stdout, stderr } = await promisify(execFile)(program, args, options(environment))
        return { code: 0, said: stdout + stderr }
      } catch (error) {
        const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string }
        if (typeof code !== 'number') throw error
        return { code, said: stdout + stderr }
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Links every package except the development ones, so that code in the tree finds no others. */
function linkPackages(folder: string): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: true }>
  }
  for (const [place, { dev }] of Object.entries(packages)) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place) ?? []
    if (name === undefined || dev || !existsSync(place)) continue
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    symlinkSync(path.resolve(place), path.join(folder, name))
  }
}
