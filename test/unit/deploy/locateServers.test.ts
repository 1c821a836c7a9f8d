/** Where the launcher looks for servers, in which order, and what it says when one cannot be had. */
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

it('looks for nothing where an address is given, even without Python', () => {
  expect(locate(GIVEN)).toEqual({ temporal: null, mongo: null, s3: null })
  expect(existsSync(at('servers'))).toBe(false)
})

it('takes the programs of the PATH and fetches none', () => {
  installed('temporal', 'mongod', 'minio')
  expect(locate()).toEqual({
    temporal: { kind: 'temporal', program: at('bin/temporal') },
    mongo: { kind: 'mongod', program: at('bin/mongod') },
    s3: { kind: 'minio', program: at('bin/minio') },
  })
  expect(existsSync(at('servers'))).toBe(false)
})

it('stays with the object store that wrote the kept files, though MinIO was installed since', () => {
  installed('temporal', 'mongod', 'minio', 'weed')
  mkdirSync(at('data/weed'))
  expect(locate()['s3']).toEqual({ kind: 'weed', program: at('bin/weed') })
})

it('takes a program that was fetched before', () => {
  installed('temporal', 'minio')
  mkdirSync(at('servers'))
  writeFileSync(at('servers/mongod-0.4.0'), '')
  expect(locate()['mongo']).toEqual({ kind: 'mongod', program: at('servers/mongod-0.4.0') })
})

it('says what a machine without Python needs', () => {
  expect(locate({ ...GIVEN, MONGO_URL: '' })).toEqual({
    failed: expect.stringMatching(/^Python 3 ve pip gerekli/),
  })
})

it('says why a fetch failed, and leaves nothing half done', () => {
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
