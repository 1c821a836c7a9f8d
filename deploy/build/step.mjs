/** A build step. It is skipped while its inputs are unchanged, and its output files are replaced
 * atomically. */
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
 * @property {string[]} reads input files and folders
 * @property {() => Promise<void>} make
 */

/**
 * @param {Step} step
 * @returns {Promise<boolean>} whether the step ran
 */
export async function runStep({ name, reads, make }) {
  const stamp = path.join(STAMPS, name)
  const state = digest([...reads.flatMap(filesOf), 'package-lock.json', ...filesOf('deploy/build')])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return false
  await make()
  put(stamp, state)
  return true
}

/**
 * Replaces a file atomically, so that readers see the old or the new content; identical content is
 * not written.
 */
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
