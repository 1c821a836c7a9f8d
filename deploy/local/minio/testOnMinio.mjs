/**
 * `npm run test:minio`: the documents' integration tests, with MinIO itself as the object store.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { findOrBuildMinio } from './buildMinio.mjs'

try {
  const minio = await findOrBuildMinio('.data/servers')
  console.log(`  MinIO: ${minio}`)
  const env = { ...process.env, PATH: `${path.dirname(minio)}${path.delimiter}${process.env.PATH}` }
  // An endpoint from the environment would take precedence over the PATH.
  delete env.S3_ENDPOINT
  const args = [
    '--selectProjects',
    'integration',
    '--testPathPatterns',
    'test/integration/documents',
    ...process.argv.slice(2),
  ]
  const [code] = await once(
    spawn('node_modules/.bin/jest', args, { env, stdio: 'inherit' }),
    'exit',
  )
  process.exitCode = code ?? 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
