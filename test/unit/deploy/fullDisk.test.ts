/** Logging on a full disk, simulated with /dev/full. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, symlinkSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keepRunning } from '../../../deploy/local/children/keepRunning'
import { openLogFile } from '../../../deploy/local/children/logFile'
import { processMark } from '../../../deploy/local/children/processMark'
import { waitFor } from '../../support/waitFor'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pyk-full-disk-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('a child keeps running while its log cannot be written, and the loss is reported once', async () => {
  mkdirSync(path.join(folder, 'logs'))
  symlinkSync('/dev/full', path.join(folder, 'logs', 'example.log'))
  const reports: string[] = []
  const lines: string[] = []
  const child = await keepRunning(
    {
      name: 'example',
      command: process.execPath,
      args: [
        '--eval',
        `console.log('{"msg":"ready"}'); let n = 0; setInterval(() => console.log(n++), 5)`,
      ],
      environment: process.env,
      dataDir: folder,
      isReady: ({ announced }) => announced,
      readyWithinMs: 10_000,
      stopWithinMs: 10_000,
    },
    {
      logDropping: (name, reason) => reports.push(`${name} ${reason}`),
      crashed: (name) => reports.push(`${name} crashed`),
      line: (_name, line) => lines.push(line),
    },
  )
  await waitFor(() => reports.length > 0 && lines.length > 20, { what: 'lines after the loss' })
  expect(reports).toEqual(['example ENOSPC'])
  expect(processMark(child.pid)).not.toBeNull()
  await child.stop()
})

it('a log is written again as soon as there is room, and the number of lost lines is reported', async () => {
  const file = path.join(folder, 'example.log')
  symlinkSync('/dev/full', file)
  const reports: string[] = []
  const log = openLogFile(file, {
    dropping: (reason) => reports.push(reason),
    resumed: (lost) => reports.push(`lost ${lost}`),
    retryAfterMs: 0,
  })
  log.write('first')
  await waitFor(() => reports.length > 0, { what: 'the report' })
  await rm(file)
  log.write('second')
  await waitFor(() => reports.length > 1, { what: 'the end of the loss' })
  log.end()
  expect(reports).toEqual(['ENOSPC', 'lost 1'])
  expect(await readFile(file, 'utf8')).toBe('second\n')
})

it('the launcher continues when its own output cannot be written', async () => {
  const script = `
    import { surviveLostOutput } from '${path.resolve('deploy/local/setUp/output.mjs')}'
    surviveLostOutput()
    console.log('first')
    console.error('second')
    setImmediate(() => process.exit(7))`
  const full = openSync('/dev/full', 'w')
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', full, full],
  })
  expect(await once(child, 'exit')).toEqual([7, null])
})
