/**
 * A process of its own that uploads files for many people at once, so that measuring others' pages
 * is not held up by sending. Started by uploads.ts with an `UploadOrder` as its only argument.
 */
import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { Visitor } from '../support/visitor'

export interface UploadOrder {
  /** Address of the portal. */
  url: string
  /** Who uploads, and the address to which each sends their file. */
  people: readonly { username: string; address: string }[]
  /** Path of the file, and its field. */
  file: string
  field: string
}

async function main(): Promise<void> {
  const { url, people, file, field } = JSON.parse(process.argv[2]!) as UploadOrder
  // Browsers have processors of their own; here they share those of the servers.
  setPriority(constants.priority.PRIORITY_LOW)
  const bytes = await readFile(file)
  const visitors = await Promise.all(
    people.map(({ username }) => Visitor.signedIn({ url }, username)),
  )
  const tokens = await Promise.all(visitors.map((visitor) => visitor.token()))
  process.send!('ready')
  await new Promise((resolve) => process.once('message', resolve))
  const answers = await Promise.all(
    visitors.map(({ agent }, index) =>
      agent
        .post(people[index]!.address)
        .set('X-CSRF-Token', tokens[index]!)
        .attach(field, bytes, 'dosya'),
    ),
  )
  const refused = answers.filter(({ status }) => status >= 500)
  process.send!(refused.length === 0 ? 'done' : `${refused.length} uploads failed`)
  process.disconnect()
}

void main()
