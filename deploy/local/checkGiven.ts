/** Checks the given servers before anything is started. */
import mongoose from 'mongoose'
import type { StarterConfig } from './config'
import { messages } from './messages'
import { objectStoreClient } from './servers/objectStore'
import { withConnection } from '../../services/shared/temporal/connection'

/** A given server does not answer or rejects the keys; the message names every such variable. */
export class GivenUnreachable extends Error {
  override readonly name = 'GivenUnreachable'
}

/** @throws GivenUnreachable */
export async function checkGiven({ given, namespace, secrets }: StarterConfig): Promise<void> {
  const { temporalAddress, mongoUrl, s3Endpoint } = given
  const { S3_ACCESS_KEY: accessKey = '', S3_SECRET_KEY: secretKey = '' } = secrets
  const answers = await Promise.all([
    temporalAddress === undefined
      ? null
      : faultOf('TEMPORAL_ADDRESS', () =>
          withConnection(temporalAddress, ({ workflowService }) =>
            workflowService.describeNamespace({ namespace }),
          ),
        ),
    mongoUrl === undefined ? null : faultOf('MONGO_URL', () => pingMongo(mongoUrl)),
    s3Endpoint === undefined
      ? null
      : faultOf('S3_ENDPOINT', () =>
          objectStoreClient(s3Endpoint, { accessKey, secretKey }).listBuckets(),
        ),
  ])
  const faults = answers.filter((answer) => answer !== null)
  if (faults.length > 0) throw new GivenUnreachable(messages.givenUnreachable(faults))
}

async function faultOf(variable: string, ask: () => Promise<unknown>): Promise<string | null> {
  try {
    await ask()
    return null
  } catch (error) {
    return `${variable}: ${(error as Error).message}`
  }
}

async function pingMongo(url: string): Promise<void> {
  const connection = await mongoose
    .createConnection(url, { serverSelectionTimeoutMS: 5_000 })
    .asPromise()
  await connection.close()
}
