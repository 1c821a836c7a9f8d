/**
 * Runs an operators' command of the image on the servers of `npm start`, or on the given ones:
 * `node dist/deploy/local/runCommand.js units birimler.csv`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { exitOnFailure } from '../../services/shared/process/exitOnFailure'
import { inheritedEnvironment } from './children/inheritedEnvironment'
import { readStarterConfig } from './config'
import { loadSecrets } from './secrets'
import { mongodUrl } from './servers/mongod'

exitOnFailure(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  const config = readStarterConfig(process.env)
  const { AUDIT_KEYS, IDENTITY_KEYS, IDENTITY_HMAC_KEY } = loadSecrets(config)
  const script = path.resolve('dist/deploy/image/commands', `${name}.js`)
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    // Files are named from where npm was called.
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
    env: {
      ...inheritedEnvironment(),
      TEMPORAL_ADDRESS: config.given.temporalAddress ?? `127.0.0.1:${config.ports.TEMPORAL_PORT}`,
      TEMPORAL_NAMESPACE: config.namespace,
      MONGO_URL: config.given.mongoUrl ?? mongodUrl(config.ports.MONGO_PORT),
      AUDIT_KEYS,
      IDENTITY_KEYS,
      IDENTITY_HMAC_KEY,
    },
    stdio: 'inherit',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  process.exitCode = code ?? 1
})
