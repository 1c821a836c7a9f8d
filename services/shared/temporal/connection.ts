/** The connection of a web app to the workflow engine. */
import { Client, Connection } from '@temporalio/client'

/** The engine did not answer in time or at all: a fault of the infrastructure, never a refusal (D9). */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable'
}

/**
 * A client that connects at first use, so that a web app starts and serves its pages while the engine is away.
 * @param address host:port of the frontend
 */
export function connectTemporal({ address, namespace }: { address: string; namespace: string }) {
  const connection = Connection.lazy({ address })
  return {
    client: new Client({ connection, namespace }),
    /** Throws EngineUnavailable when the engine does not serve. */
    ping: async () => {
      try {
        await connection.withDeadline(Date.now() + 2_000, () =>
          connection.workflowService.getSystemInfo({}),
        )
      } catch (error) {
        throw new EngineUnavailable('The workflow engine does not answer', { cause: error })
      }
    },
    close: () => connection.close(),
  }
}

export type TemporalConnection = ReturnType<typeof connectTemporal>

/** Opens a connection, does some work with it, and closes it. */
export async function withConnection<T>(
  address: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: '5s' })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}
