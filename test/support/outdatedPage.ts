/**
 * Sends what an outdated page may send to every route of an app, and checks the words of the
 * answers.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Route } from '../../services/shared/web'
import { waitFor } from './waitFor'
import type { Visitor } from './visitor'

/** How the schema library words its own messages. */
const SCHEMA_LIBRARY =
  /Invalid (input|option|string|key|element|value|union)|expected (string|number|array|object|one of)|Too (small|big)|Unrecognized key|ZodError/

/** What a page answers while a server keeps it waiting; sending the same again is safe then. */
const TRY_AGAIN = 503

const CATALOGUE_KEY = /^[a-z]\w*(\.\w+)+$/i

const UNKNOWN = [['dünkü-değer'], ['dünkü-değer', 'ondan-önceki'], ['9'.repeat(400)]] as const

/** For all routes of an app: some hundred requests, one after the other, where other tests run too. */
export const EVERY_ROUTE_MS = 180_000

/** Requests every route, with parameters that exist and fields that do not. */
export async function expectOwnWordsEverywhere(
  visitor: Visitor,
  routes: readonly Route[],
  params: Record<string, string>,
): Promise<void> {
  for (const language of ['en', 'tr']) {
    await visitor.get(`/language/${language}`)
    // The session keeps its token, so that one serves all posts.
    const token = await visitor.token()
    for (const route of routes.filter(({ path }) => path !== '/logout'))
      for (const values of UNKNOWN) await expectOwnWords(visitor, token, route, params, values)
  }
}

async function expectOwnWords(
  visitor: Visitor,
  token: string,
  { method, path, query, body }: Route,
  params: Record<string, string>,
  values: readonly string[],
): Promise<void> {
  const address = path.replace(/:(\w+)/g, (_whole, name: string) => params[name] ?? randomUUID())
  const fields = fieldsOf(method === 'get' ? query : body).flatMap((name) =>
    values.map((value): [string, string] => [name, value]),
  )
  const sent = new URLSearchParams(fields).toString()
  const what = `${method} ${address}`
  const { status, text } = await waitFor(
    async () => {
      const answer =
        method === 'get'
          ? await visitor.get(`${address}?${sent}`)
          : await visitor.agent
              .post(address)
              .set({ Accept: 'application/json', 'X-CSRF-Token': token })
              .type('form')
              .send(sent)
      return answer.status === TRY_AGAIN ? null : answer
    },
    { what: `an answer to ${what}` },
  )
  expect([what, status < 500]).toEqual([what, true])
  expect([what, SCHEMA_LIBRARY.exec(text)?.[0]]).toEqual([what, undefined])
  if (status !== 422) return
  const { errors } = JSON.parse(text) as { errors?: { text: string }[] }
  for (const error of errors ?? []) expect(error.text).not.toMatch(CATALOGUE_KEY)
}

/** Names of the fields of a schema; those that addresses have where the schema lists none. */
function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (schema === undefined) return []
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const names = Object.keys(properties)
  return names.length > 0 ? names : ['type', 'unit', 'after', 'from', 'then', 'back', 'return']
}
