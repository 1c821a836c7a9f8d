/** Before the replay of recorded histories: the bundle they are held against. No server is needed. */
import { built } from './built'

export default async function prepare(): Promise<void> {
  await built('workflows')
}
