/** Children of the launcher, with small programs instead of servers. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ChildNotReady, keepRunning } from '../../../deploy/local/children/keepRunning'
import type { ChildEvents, Program } from '../../../deploy/local/children/keepRunning'
import { notedChildren } from '../../../deploy/local/children/runningChildren'
import { processMark } from '../../../deploy/local/children/processMark'
import { waitFor } from '../../support/waitFor'

const SERVES = `console.log('{"msg":"ready"}'); setInterval(() => {}, 1000)`

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'pyk-children-'))
})
afterAll(() => rm(dataDir, { recursive: true }))

function program(script: string, settings: Partial<Program> = {}): Program {
  return {
    name: 'example',
    command: process.execPath,
    args: ['--eval', script],
    environment: process.env,
    dataDir,
    isReady: ({ announced }) => announced,
    readyWithinMs: 10_000,
    stopWithinMs: 10_000,
    ...settings,
  }
}

it('restarts a killed child, and reports both', async () => {
  const reports: string[] = []
  const events: ChildEvents = {
    crashed: (name, how) => reports.push(`${name} crashed: ${how}`),
    restarted: (name) => reports.push(`${name} restarted`),
  }
  const child = await keepRunning(program(SERVES), events)
  const first = child.pid
  process.kill(first, 'SIGKILL')
  await waitFor(() => reports.length === 2, { what: 'the restart' })
  expect(reports).toEqual(['example crashed: SIGKILL', 'example restarted'])
  expect(child.pid).not.toBe(first)
  expect(processMark(child.pid)).not.toBeNull()
  await child.stop()
  expect(processMark(child.pid)).toBeNull()
})

it('retries when a restart fails, with longer pauses', async () => {
  const marker = path.join(dataDir, 'broken')
  const pauses: number[] = []
  const once = `if (fs.existsSync('${marker}')) process.exit(3); fs.writeFileSync('${marker}', ''); ${SERVES}`
  const child = await keepRunning(program(once), {
    crashed: (_name, _how, restartInMs) => pauses.push(restartInMs),
  })
  process.kill(child.pid, 'SIGKILL')
  await waitFor(() => pauses.length === 3, { what: 'the third try' })
  expect(pauses).toEqual([500, 1000, 2000])
  await child.stop()
})

it.each([
  [
    'ends at once',
    { args: ['--eval', `console.error('no such data'); process.exit(4)`] },
    /exit 4.*no such data/s,
  ],
  [
    'never becomes ready',
    { args: ['--eval', 'setInterval(() => {}, 1000)'], readyWithinMs: 300 },
    /0,3 sn içinde hazır olmadı/,
  ],
  [
    'does not exist',
    { command: '/nowhere/to/be/found' },
    /example çalışmaya başlamadı: (exit|spawn)/,
  ],
])('a first start fails with a reason if the program %s', async (_what, settings, reason) => {
  const start = keepRunning(program('', settings))
  await expect(start).rejects.toThrow(ChildNotReady)
  await expect(start).rejects.toThrow(reason)
  expect(notedChildren(dataDir)).toEqual({})
})

it('names the missing library if a program does not find one', async () => {
  const script = `console.error('mongod: error while loading shared libraries: libcurl.so.4'); process.exit(127)`
  await expect(keepRunning(program(script))).rejects.toThrow('apt install libcurl4')
})

it('kills a child that ignores the request to stop', async () => {
  const child = await keepRunning(
    program(`process.on('SIGTERM', () => {}); ${SERVES}`, { stopWithinMs: 200 }),
  )
  await child.stop()
  expect(processMark(child.pid)).toBeNull()
})

it('keeps the output of a child in its log', async () => {
  const child = await keepRunning(
    program(`console.log('to be kept'); ${SERVES}`, { name: 'talker' }),
  )
  await child.stop()
  expect(await readFile(path.join(dataDir, 'logs/talker.log'), 'utf8')).toContain('to be kept')
})
