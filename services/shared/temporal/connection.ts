/** Connects a web app to Temporal. */
import { Client, Connection } from '@temporalio/client'
import { endableRetries } from './endableRetries'
import { connectionOptions } from './engine'
import type { Engine, EngineAddress } from './engine'

/** Temporal did not answer in time: a fault of the infrastructure, never a refusal (D9). */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable'
}

/**
 * Creates a client that connects on first use, so that a web app can start and serve pages while
 * Temporal is unavailable.
 * @param answerWithinMs limit of one call, in milliseconds; by default 2 s for `ping` and the limit
 *   of the runs for everything else
 */
export function connectTemporal({
  namespace,
  rules,
  answerWithinMs,
  ...engine
}: Engine & { answerWithinMs?: number | undefined }) {
  const retries = endableRetries()
  const connection = Connection.lazy({
    ...connectionOptions(engine),
    interceptors: [retries.interceptor],
  })
  return {
    client: new Client({ connection, namespace }),
    answerWithinMs,
    rules,
    /** Throws EngineUnavailable when Temporal does not answer. */
    ping: async () => {
      try {
        await connection.withDeadline(Date.now() + (answerWithinMs ?? 2_000), () =>
          connection.workflowService.getSystemInfo({}),
        )
      } catch (error) {
        throw new EngineUnavailable('The workflow engine does not answer', { cause: error })
      }
    },
    /** Calls that are under way then fail. */
    close: async () => {
      await retries.end()
      await connection.close()
    },
  }
}

/** Limit of one call to a run, in milliseconds. */
export const ANSWER_WITHIN_MS = 8_000

/**
 * Asks Temporal within a time limit.
 * @throws EngineUnavailable when it fails or takes too long
 */
export async function answeredWithin<Answer>(
  client: Client,
  milliseconds: number,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await client.withDeadline(Date.now() + milliseconds, ask)
  } catch (error) {
    throw new EngineUnavailable('The workflow engine gave no answer', { cause: error })
  }
}

export type TemporalConnection = ReturnType<typeof connectTemporal>

/**
 * Opens a connection, does some work with it, and closes it.
 * @param engine host:port of the frontend, or how to connect to it
 */
export async function withConnection<T>(
  engine: string | EngineAddress,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({
    ...connectionOptions(typeof engine === 'string' ? { address: engine } : engine),
    connectTimeout: '5s',
  })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}
