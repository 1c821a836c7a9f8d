/** After the last test: stops the product and the servers if any kind of test started them. */
import { stopSharedServers } from './servers'
import { stopSharedStack } from './stack'

export default async function stop(): Promise<void> {
  try {
    await stopSharedStack()
  } finally {
    await stopSharedServers()
  }
}
