/** An S3 server for the documents: MinIO if it is installed, else SeaweedFS. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'minio'
import { inheritedEnvironment } from '../children/inheritedEnvironment'
import type { Program } from '../children/keepRunning'
import { objectStorePorts } from './ports'

export interface S3Keys {
  accessKey: string
  secretKey: string
}

interface ObjectStoreSettings {
  dataDir: string
  /** The first of `objectStorePorts`. */
  port: number
  keys: S3Keys
}

export function minioProgram(
  command: string,
  { dataDir, port, keys }: ObjectStoreSettings,
): Program {
  return {
    name: 'minio',
    command,
    args: [
      ...['server', folderOf(dataDir, 'minio')],
      ...['--address', `127.0.0.1:${port}`, '--console-address', `127.0.0.1:${port + 1}`],
    ],
    environment: {
      ...inheritedEnvironment(),
      MINIO_ROOT_USER: keys.accessKey,
      MINIO_ROOT_PASSWORD: keys.secretKey,
    },
    dataDir,
    isReady: () => answersOk(`http://127.0.0.1:${port}/minio/health/ready`),
    readyWithinMs: 30_000,
    stopWithinMs: 15_000,
  }
}

/** SeaweedFS as one process, without telemetry and without buckets of its own. */
export function seaweedProgram(
  command: string,
  { dataDir, port, keys }: ObjectStoreSettings,
): Program {
  const folder = folderOf(dataDir, 'weed')
  const identities = path.join(folder, 's3.json')
  writeFileSync(identities, JSON.stringify(identitiesOf(keys)), { mode: 0o600 })
  const [s3, master, volume, filer, admin] = objectStorePorts(port)
  return {
    name: 'weed',
    command,
    args: [
      ...['-logtostderr=true', 'mini', `-dir=${folder}`, '-ip=127.0.0.1', '-ip.bind=127.0.0.1'],
      ...[
        `-s3.port=${s3}`,
        `-master.port=${master}`,
        `-volume.port=${volume}`,
        `-filer.port=${filer}`,
      ],
      ...[
        `-admin.port=${admin}`,
        `-s3.config=${identities}`,
        '-s3.autoCreateBucket=false',
        '-volume.id=pyk',
      ],
      ...[
        `-filer.localSocket=${path.join(folder, 'filer.sock')}`,
        '-s3.port.iceberg=0',
        '-s3.port.lance=0',
      ],
      ...['-webdav=false', '-admin.ui=false', '-master.telemetry=false'],
    ],
    environment: inheritedEnvironment(),
    dataDir,
    isReady: () => answers(port, keys),
    readyWithinMs: 30_000,
    stopWithinMs: 15_000,
  }
}

/**
 * A client for an S3 server.
 * @param endpoint http(s)://host:port
 */
export function objectStoreClient(endpoint: string, keys: S3Keys): Client {
  const { hostname, port, protocol } = new URL(endpoint)
  const useSSL = protocol === 'https:'
  return new Client({
    endPoint: hostname,
    port: port === '' ? (useSSL ? 443 : 80) : Number(port),
    useSSL,
    accessKey: keys.accessKey,
    secretKey: keys.secretKey,
  })
}

function folderOf(dataDir: string, name: string): string {
  const folder = path.join(dataDir, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

function identitiesOf({ accessKey, secretKey }: S3Keys) {
  return {
    identities: [
      {
        name: 'pyk',
        credentials: [{ accessKey, secretKey }],
        actions: ['Admin', 'Read', 'Write', 'List', 'Tagging'],
      },
    ],
  }
}

/** Checks with the keys: the server listens before it has loaded its identities. */
async function answers(port: number, keys: S3Keys): Promise<boolean> {
  const endpoint = `http://127.0.0.1:${port}`
  const listening = await fetch(endpoint).then(
    () => true,
    () => false,
  )
  return (
    listening &&
    objectStoreClient(endpoint, keys)
      .listBuckets()
      .then(Boolean, () => false)
  )
}

async function answersOk(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
