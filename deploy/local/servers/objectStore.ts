/** An S3 server for the documents: MinIO if it is installed, else SeaweedFS. */
import { createHmac } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'minio'
import { ensureCertificate } from '../../image/access/certificate'
import { closedPorts, identitiesFile, STORE_ROLES } from '../../image/access/documentStore'
import type { RoleKeys, S3Keys } from '../../image/access/documentStore'
import { inheritedEnvironment } from '../children/inheritedEnvironment'
import type { Program } from '../children/keepRunning'
import { objectStorePorts } from './ports'

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

/**
 * SeaweedFS as one process, without telemetry and without buckets of its own. Its inner ports
 * answer nobody but itself, since everybody on this machine could reach them.
 */
export async function seaweedProgram(
  command: string,
  { dataDir, port, keys }: ObjectStoreSettings,
): Promise<Program> {
  const folder = folderOf(dataDir, 'weed')
  const certificate = await ensureCertificate(path.join(folder, 'tls'), 'SeaweedFS')
  const identities = path.join(folder, 's3.json')
  writeFileSync(identities, identitiesFile(keys, roleKeys(keys), '*'), { mode: 0o600 })
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
    environment: { ...inheritedEnvironment(), ...closedPorts(certificate) },
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

/** The keys of each process in an embedded SeaweedFS, made from those of its administrator. */
export function roleKeys({ accessKey, secretKey }: S3Keys): RoleKeys {
  const made = STORE_ROLES.map((role) => [
    role,
    {
      accessKey: `${role}-${accessKey}`,
      secretKey: createHmac('sha256', secretKey).update(role).digest('hex'),
    },
  ])
  return Object.fromEntries(made) as RoleKeys
}

/** The same keys for every process, on servers that know no others. */
export function sameKeys(keys: S3Keys): RoleKeys {
  return { portal: keys, bureau: keys, documents: keys }
}

function folderOf(dataDir: string, name: string): string {
  const folder = path.join(dataDir, name)
  mkdirSync(folder, { recursive: true })
  return folder
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
