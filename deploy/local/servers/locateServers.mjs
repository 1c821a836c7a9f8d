/**
 * Finds each server in this order: the given address, the program on the PATH, the downloaded
 * program (fetchServer.mjs). A server with a given address is neither searched nor downloaded.
 * Plain Node: it runs while npm is still installing. As a command it prints its result as JSON:
 * `node deploy/local/servers/locateServers.mjs DATA_DIR SERVERS_DIR`.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { fetchServer } from './fetchServer.mjs'

/**
 * @param {{ dataDir: string, serversDir: string, environment: NodeJS.ProcessEnv }} where
 * @returns {Promise<Record<'temporal' | 'mongo' | 's3', { kind: string, program: string } | null>>}
 *   null if an address was given
 */
export async function locateServers({ dataDir, serversDir, environment }) {
  const found = (name) => onPath(name, environment)
  const locate = async (kind) => ({
    kind,
    program: found(kind) ?? (await fetchServer(kind, serversDir)),
  })
  const [temporal, mongo, s3] = await Promise.all([
    environment.TEMPORAL_ADDRESS ? null : locate('temporal'),
    environment.MONGO_URL ? null : locate('mongod'),
    environment.S3_ENDPOINT ? null : locate(objectStoreKind(dataDir, found)),
  ])
  return { temporal, mongo, s3 }
}

/**
 * Stay with the server that wrote the existing files: MinIO and SeaweedFS cannot read each other's.
 */
function objectStoreKind(dataDir, found) {
  for (const kind of ['weed', 'minio']) if (existsSync(path.join(dataDir, kind))) return kind
  return found('minio') ? 'minio' : 'weed'
}

/** @returns {string | undefined} absolute path of a program on the PATH */
export function onPath(name, environment) {
  for (const folder of (environment.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const program = path.resolve(folder, name)
    try {
      accessSync(program, constants.X_OK)
      return program
    } catch {
      continue
    }
  }
  return undefined
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [dataDir, serversDir] = process.argv.slice(2)
  try {
    console.log(
      JSON.stringify(await locateServers({ dataDir, serversDir, environment: process.env })),
    )
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
