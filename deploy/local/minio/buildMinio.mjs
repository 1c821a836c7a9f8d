/**
 * Finds or builds MinIO, to test the documents code on it: from the PATH, from an earlier build, or
 * built with Go.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { onPath } from '../servers/locateServers.mjs'
import { messages } from '../setUp/messages.mjs'
import { step } from '../setUp/step.mjs'

/** The last release; its makers publish only the source. */
const SOURCE = 'github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c'

/** MinIO is not installed, and Go is not there to build it. */
export class MinioMissing extends Error {
  name = 'MinioMissing'
}

/**
 * @param {string} folder where to put the built program
 * @returns {Promise<string>} absolute path of the program
 * @throws {MinioMissing}
 */
export async function findOrBuildMinio(folder) {
  const built = path.resolve(folder, 'minio')
  const program = onPath('minio', process.env) ?? (existsSync(built) ? built : null)
  if (program !== null) return program
  if (onPath('go', process.env) === undefined) throw new MinioMissing(messages.noMinio)
  await step(messages.buildingMinio, () => build(folder))
  return built
}

async function build(folder) {
  // About 2 GB of caches, deleted after the build; writable, so that they can be deleted.
  const workshop = path.resolve(folder, '.minio-build')
  const env = {
    ...process.env,
    GOBIN: path.resolve(folder),
    GOCACHE: path.join(workshop, 'cache'),
    GOMODCACHE: path.join(workshop, 'modules'),
    GOFLAGS: '-modcacherw',
  }
  try {
    await promisify(execFile)('go', ['install', '-trimpath', '-ldflags=-s -w', SOURCE], {
      env,
      maxBuffer: 1 << 24,
    })
  } catch (error) {
    throw new MinioMissing(messages.minioNotBuilt(error.stderr || error.message))
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}
