/** The engine of the compose file: who has no certificate of it does not connect. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureEngineCertificates } from '../../deploy/image/access/engine'
import { withConnection } from '../../services/shared/temporal/connection'
import { engineOf } from '../../services/shared/temporal/engine'
import { DAY_MS } from '../support/durations'
import { openEngineDoor } from '../support/engineDoor'
import type { EngineDoor } from '../support/engineDoor'
import { serverAddresses } from '../support/world'

let door: EngineDoor
const foreign = mkdtempSync(path.join(tmpdir(), 'pyk-foreign-'))
beforeAll(async () => {
  door = await openEngineDoor(serverAddresses().temporal.address)
  await ensureEngineCertificates(foreign)
})
afterAll(async () => {
  await door.close()
  rmSync(foreign, { recursive: true })
})

const ask = (folder: string | undefined) =>
  withConnection(
    engineOf({
      TEMPORAL_ADDRESS: door.address,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TLS_FOLDER: folder,
    }),
    ({ workflowService }) => workflowService.describeNamespace({ namespace: 'default' }),
  )

it('answers a process with its certificate', async () => {
  const { namespaceInfo } = await ask(door.folderOf('portal'))
  expect(namespaceInfo?.name).toBe('default')
})

it('does not answer without one, nor with one of another authority', async () => {
  await expect(ask(undefined)).rejects.toThrow()
  await expect(ask(path.join(foreign, 'portal'))).rejects.toThrow()
})

it('keeps its certificates, and replaces those that end within a year', async () => {
  const read = () => readFileSync(path.join(foreign, 'portal', 'tls.crt'), 'utf8')
  const first = read()
  await ensureEngineCertificates(foreign)
  expect(read()).toBe(first)
  const later = Date.now() + 400 * DAY_MS
  await ensureEngineCertificates(foreign, later)
  expect(read()).not.toBe(first)
})
