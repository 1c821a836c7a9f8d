/**
 * Where and in which order the launcher looks for servers, and how it reports one that it cannot
 * get.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

let home: string
const at = (name: string) => path.join(home, name)

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'pyk-locate-'))
  for (const folder of ['bin', 'data']) mkdirSync(at(folder))
})
afterEach(() => rmSync(home, { recursive: true }))

/** Puts programs on the PATH. */
function installed(...names: string[]): void {
  for (const name of names) {
    writeFileSync(at(`bin/${name}`), '#!/bin/sh\n')
    chmodSync(at(`bin/${name}`), 0o755)
  }
}

function locate(settings: Record<string, string> = {}) {
  const script = 'deploy/local/servers/locateServers.mjs'
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, at('data'), at('servers')],
    {
      env: { PATH: at('bin'), ...settings },
      encoding: 'utf8',
    },
  )
  return status === 0 ? (JSON.parse(stdout) as Record<string, unknown>) : { failed: stderr.trim() }
}

const GIVEN = {
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  MONGO_URL: 'mongodb://127.0.0.1:1/pyk',
  S3_ENDPOINT: 'http://127.0.0.1:1',
}

it('searches for nothing where an address is given, even without Python', () => {
  expect(locate(GIVEN)).toEqual({ temporal: null, mongo: null, s3: null })
  expect(existsSync(at('servers'))).toBe(false)
})

it('uses the programs on the PATH and downloads none', () => {
  installed('temporal', 'mongod', 'minio')
  expect(locate()).toEqual({
    temporal: { kind: 'temporal', program: at('bin/temporal') },
    mongo: { kind: 'mongod', program: at('bin/mongod') },
    s3: { kind: 'minio', program: at('bin/minio') },
  })
  expect(existsSync(at('servers'))).toBe(false)
})

it('stays with the object store that wrote the existing files, even if MinIO is installed later', () => {
  installed('temporal', 'mongod', 'minio', 'weed')
  mkdirSync(at('data/weed'))
  expect(locate()['s3']).toEqual({ kind: 'weed', program: at('bin/weed') })
})

it('uses a program that was downloaded before', () => {
  installed('temporal', 'minio')
  mkdirSync(at('servers'))
  writeFileSync(at('servers/mongod-0.4.0'), '')
  expect(locate()['mongo']).toEqual({ kind: 'mongod', program: at('servers/mongod-0.4.0') })
})

it('reports what is missing on a machine without Python', () => {
  expect(locate({ ...GIVEN, MONGO_URL: '' })).toEqual({
    failed: expect.stringMatching(/^Python 3 ve pip gerekli/),
  })
})

it('reports why a download failed, and leaves no partial file', () => {
  writeFileSync(
    at('bin/python3'),
    '#!/bin/sh\necho "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES" >&2\nexit 1\n',
  )
  chmodSync(at('bin/python3'), 0o755)
  expect(locate({ ...GIVEN, MONGO_URL: '' })).toEqual({
    failed: 'mongod indirilemedi: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES',
  })
  expect(readdirSync(at('servers'))).toEqual([])
})
