/** The connection of a web app to the engine is closed without a trace of calls that it still repeats. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { connectTemporal, EngineUnavailable } from '../../../services/shared/temporal/connection'

it('a call that is repeated while the connection is closed fails, and nothing else', async () => {
  // An engine that hangs up at once.
  const engine = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(engine, 'listening')
  const { port } = engine.address() as AddressInfo
  const address = `127.0.0.1:${port}`
  const temporal = connectTemporal({ address, namespace: 'default', answerWithinMs: 10_000 })
  const hungUp = once(engine, 'connection')
  const answer = temporal.ping().catch((error: unknown) => error)
  await hungUp
  await temporal.close()
  expect(await answer).toBeInstanceOf(EngineUnavailable)
  engine.close()
  await once(engine, 'close')
})
