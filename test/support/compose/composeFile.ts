/** docker-compose.yml for its tests: parsed, with variables filled in, and validated. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { fillIn } from './variables'
import type { Variables } from './variables'

const duration = z.string().regex(/^\d+[smh]$/)
const size = z.string().regex(/^\d+[mg]$/)
const network = z.strictObject({
  internal: z.boolean().optional(),
  ipam: z.strictObject({ config: z.tuple([z.strictObject({ subnet: z.cidrv4() })]) }).optional(),
})

const healthCheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
  interval: duration,
  timeout: duration,
  start_period: duration,
  retries: z.int().positive(),
})

const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  user: z.string(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  profiles: z.tuple([z.enum(['operator', 'monitoring'])]).optional(),
  restart: z.enum(['no', 'unless-stopped']),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  healthcheck: healthCheck.optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }),
    )
    .default({}),
  stop_grace_period: duration.optional(),
  mem_limit: size,
  cpu_shares: z.int().optional(),
  pids_limit: z.int(),
  ulimits: z.record(z.string(), z.strictObject({ soft: z.int(), hard: z.int() })).optional(),
  init: z.boolean(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  logging: z.strictObject({
    driver: z.literal('json-file'),
    options: z.strictObject({ 'max-size': size, 'max-file': z.string() }),
  }),
})
export type Service = z.infer<typeof service>

const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  networks: z.record(z.string(), network),
  volumes: z.record(z.string(), z.strictObject({})),
})
export type ComposeFile = z.infer<typeof composeFile>

/** The text of the file. */
export function composeText(): string {
  return readFileSync('docker-compose.yml', 'utf8')
}

/**
 * The effective content of the file: merged, without the merge sources; variables are not filled
 * in.
 */
export function composeContent(): Record<string, unknown> {
  const file = parse(composeText(), { merge: true }) as Record<string, unknown>
  return Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith('x-')))
}

/**
 * The file as compose would run it.
 * @throws VariableMissing, or a ZodError for content that is not allowed
 */
export function readComposeFile(variables: Variables): ComposeFile {
  return composeFile.parse(fillIn(composeContent(), variables))
}
