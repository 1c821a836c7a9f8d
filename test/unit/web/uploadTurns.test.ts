/** Forms with a file begin a few at a time. */
import { request } from 'node:http'
import type { ClientRequest } from 'node:http'
import express from 'express'
import type { Response } from 'express'
import { setUpUploadTurns, TURNS } from '../../../services/shared/web/setUp/uploadTurns'
import { waitFor } from '../../support/waitFor'
import { listen } from '../../support/webServer'

type Server = Awaited<ReturnType<typeof listen>>

let server: Server
/** The answers of the forms that have begun. */
let begun: Response[]
let posted: ClientRequest[]
let leftWaiting: number

beforeEach(async () => {
  begun = []
  posted = []
  leftWaiting = 0
  const app = express()
  app.use((_req, res, next) => {
    res.once('close', () => (leftWaiting += begun.includes(res) ? 0 : 1))
    next()
  })
  setUpUploadTurns(app)
  app.get('/', (_req, res) => void res.end())
  app.post('/', (_req, res) => void begun.push(res))
  server = await listen(app)
})

afterEach(async () => {
  for (const sent of posted) sent.destroy()
  await server.close()
})

/** Sends the head of a form with a file, of which nobody reads the body. */
function post(): ClientRequest {
  const headers = { 'Content-Type': 'multipart/form-data; boundary=part', 'Content-Length': 100 }
  const sent = request(server.url, { method: 'POST', headers, agent: false })
  sent.on('error', () => undefined).flushHeaders()
  posted.push(sent)
  return sent
}

const untilBegun = (count: number) =>
  waitFor(() => begun.length === count, { what: `${count} forms that have begun` })

async function beginAll(): Promise<void> {
  for (let form = 0; form < TURNS; form++) post()
  await untilBegun(TURNS)
}

it('a form waits while others begin, and a page does not', async () => {
  await beginAll()
  post()
  expect((await fetch(server.url)).status).toBe(200)
  expect(begun).toHaveLength(TURNS)
})

it('the next form begins when the body of another is read, or with its answer', async () => {
  await beginAll()
  post()
  begun[0]!.locals.turnIsOver()
  await untilBegun(TURNS + 1)
  post()
  begun[1]!.end()
  await untilBegun(TURNS + 2)
})

it('a browser that leaves, waiting or not, takes no turn away', async () => {
  await beginAll()
  const impatient = post()
  // A page behind it has been answered, so the server has seen the form.
  await fetch(server.url)
  leftWaiting = 0
  impatient.destroy()
  await waitFor(() => leftWaiting === 1, { what: 'the server to see that it has left' })
  for (const answer of begun) answer.end()
  for (let form = 0; form < TURNS; form++) post()
  const underWay = () => begun.filter((res) => !res.destroyed && !res.writableEnded)
  await waitFor(() => underWay().length === TURNS, { what: 'as many turns as before' })
})
