/**
 * Entry point of every command of the project on a bare machine: sets up what the command needs,
 * then runs it. Plain Node without packages, since it installs them. `node
 * deploy/local/bootstrap.mjs <command>`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { locateServers } from './servers/locateServers.mjs'
import { checkNode, MachineUnfit } from './setUp/machine.mjs'
import { messages } from './setUp/messages.mjs'
import { surviveLostOutput } from './setUp/output.mjs'
import { installPackages, packagesInstalled } from './setUp/packages.mjs'
import { step } from './setUp/step.mjs'

const COMMANDS = {
  async start() {
    const dataDir = process.env.DATA_DIR ?? '.data'
    await Promise.all([
      install(),
      step(messages.locating, () =>
        locateServers({
          dataDir,
          serversDir: path.resolve('.data/servers'),
          environment: process.env,
        }),
      ),
    ])
    await build()
    const { start } = await import('../../dist/deploy/local/start.js')
    await start(process.env, step)
  },
  async test(args) {
    await install()
    await run('jest', args)
  },
  async 'test:minio'(args) {
    await install()
    await run(process.execPath, ['deploy/local/minio/testOnMinio.mjs', ...args])
  },
  async bench(args) {
    await install()
    await build()
    await build('bench')
    await run(process.execPath, ['dist/test/bench/main.js', ...args])
  },
  async chaos(args) {
    await install()
    await build()
    await build('bench')
    await run(process.execPath, ['--enable-source-maps', 'dist/test/chaos/main.js', ...args])
  },
  async model(args) {
    await install()
    const string = { type: 'string' }
    const { values } = parseArgs({
      args,
      options: {
        runs: { ...string, default: '500' },
        seed: { ...string, default: String(Date.now() % 2 ** 31) },
        lane: string,
        path: string,
        replay: string,
      },
    })
    for (const [name, value] of Object.entries(values))
      process.env[`MODEL_${name.toUpperCase()}`] = value
    process.env.MODEL_REPORT = 'yes'
    console.log(`npm run model -- --runs ${values.runs} --seed ${values.seed}`)
    await run('jest', ['--selectProjects', 'model'])
  },
  units: (args) => operate('units', args),
  staff: (args) => operate('staff', args),
  account: (args) => operate('account', args),
  'audit:verify': (args) => operate('auditVerify', args),
  repair: (args) => operate('repair', args),
  differences: (args) => operate('differences', args),
  async requirements(args) {
    await install()
    await run(process.execPath, ['test/support/requirements/list.mjs', ...args])
  },
  async build() {
    await install()
    await build()
  },
  async lint() {
    await install()
    await run('eslint', ['.', '--max-warnings=0'])
    await run('prettier', ['--check', '.', '--log-level=warn'])
    await run('depcruise', ['workflows', 'activities', 'services', 'deploy', 'test'])
    await run('knip', [])
  },
  async typecheck() {
    await install()
    await run('tsc', ['--noEmit', '--project', '.'])
    await run('tsc', ['--noEmit', '--project', 'services/shared/web/browser'])
  },
}

async function install() {
  if (packagesInstalled()) return
  await step(messages.installing, installPackages)
}

/** @param {string[]} steps by default everything that `npm start` needs */
async function build(...steps) {
  const { build: make } = await import('../build/build.mjs')
  await step(messages.building, () => make(steps))
}

/** Runs an operators' command on the servers of `npm start`, or on the given ones. */
async function operate(name, args) {
  await install()
  await build()
  await run(process.execPath, ['dist/deploy/local/runCommand.js', name, ...args])
}

/** Runs a program of the packages, or Node itself; on failure exits with the same code. */
async function run(program, args) {
  const command = path.isAbsolute(program) ? program : path.resolve('node_modules/.bin', program)
  const child = spawn(command, args, { stdio: 'inherit' })
  // Ctrl-C reaches the child directly; wait for it to clean up.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill())
  const [code, signal] = await once(child, 'exit')
  if (code !== 0) process.exit(signal === null ? code : 1)
}

surviveLostOutput()
const [name, ...args] = process.argv.slice(2)
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
try {
  checkNode()
  if (!(name in COMMANDS)) throw new MachineUnfit(messages.usage(Object.keys(COMMANDS)))
  await COMMANDS[name](args)
} catch (error) {
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
