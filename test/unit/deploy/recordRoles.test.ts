/** The roles of the record allow each process what its code does there. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { privilegesOf } from '../../../deploy/image/prepare/roles'
import type { RecordRole } from '../../../deploy/image/prepare/roles'

/** Folders, or files, with the code of a role that reads or writes the record. */
const CODE: Record<RecordRole, string[]> = {
  portal: ['services/portal'],
  bureau: ['services/bureau'],
  requests: [
    ...['requests', 'cards', 'notices', 'retention', 'claims', 'reconciliation', 'batches'].map(
      (noun) => `activities/${noun}`,
    ),
    'activities/families/recordRefresh.ts',
  ],
  registry: ['activities/families/askRegistry.ts', 'activities/families/writeFamily.ts'],
  operator: ['deploy/image/commands'],
}

function filesIn(place: string): string[] {
  if (place.endsWith('.ts')) return [place]
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(place, file))
}

/** The actions that a call on a collection needs. */
function actionOf(method: string): string {
  if (/^(create|insert)/.test(method)) return 'insert'
  if (/^(update|findOneAndUpdate|findByIdAndUpdate|bulkWrite)/.test(method)) return 'update'
  if (/^(delete|findOneAndDelete|findByIdAndDelete)/.test(method)) return 'remove'
  return 'find'
}

/** Names of the collections by how the code calls them. */
const collections = new Map(
  [
    ...readFileSync('services/shared/store/connection.ts', 'utf8').matchAll(
      /(\w+): connection\.model\(\s*'\w+',\s*\w+,\s*'(\w+)',?\s*\)/g,
    ),
  ].map(([, name, collection]) => [name!, collection!]),
)
collections.set('auditEntries', 'auditEntries').set('auditChains', 'auditChains')

it('know the collections of the record', () => {
  expect(collections.size).toBeGreaterThan(15)
})

it.each(Object.keys(CODE) as RecordRole[])('%s may do what its code does', (role) => {
  const files = CODE[role].flatMap(filesIn)
  expect(files.length).toBeGreaterThan(0)
  const allowed = privilegesOf(role, 'pyk').flatMap(({ resource, actions }) =>
    (actions as string[]).map(
      (action) => `${(resource as { collection: string }).collection} ${action}`,
    ),
  )
  const done = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bstore\.(\w+)\s*\.(\w+)\(/g)].flatMap(
      ([, name = '', method = '']) => {
        const collection = collections.get(name)
        return collection === undefined ? [] : [`${collection} ${actionOf(method)}`]
      },
    ),
  )
  expect([...new Set(done)].filter((act) => !allowed.includes(act))).toEqual([])
})
