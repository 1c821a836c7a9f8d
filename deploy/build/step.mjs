/** A step of the build that is left out while nothing it reads has changed, and whose results appear whole or not at all. */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

const STAMPS = 'dist/.stamps'

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} reads files and folders whose change makes the step necessary
 * @property {() => Promise<void>} make
 */

/**
 * @param {Step} step
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function runStep({ name, reads, make }) {
  const stamp = path.join(STAMPS, name)
  const state = digest([...reads.flatMap(filesOf), 'package-lock.json', ...filesOf('deploy/build')])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return false
  await make()
  put(stamp, state)
  return true
}

/** Writes a file in one move, so that a process that reads meanwhile sees the old or the new one; an equal one is left alone. */
export function put(file, content) {
  const bytes = Buffer.from(content)
  if (existsSync(file) && readFileSync(file).equals(bytes)) return
  mkdirSync(path.dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, bytes)
  renameSync(unfinished, file)
}

/** Every file below a folder, in a fixed order; a file is itself. */
export function filesOf(fileOrFolder) {
  if (!existsSync(fileOrFolder)) return []
  if (!statSync(fileOrFolder).isDirectory()) return [fileOrFolder]
  return readdirSync(fileOrFolder).flatMap((entry) => filesOf(path.join(fileOrFolder, entry)))
}

function digest(files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}
