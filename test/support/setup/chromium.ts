/**
 * Unpacks the Chromium from npm, once, with the libraries and the font that a bare machine may
 * lack.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { devDependencies } from '../../../package.json'

/** The folder of the browser in its pinned version. */
const FOLDER = path.resolve(`.data/chromium-${devDependencies['@sparticuz/chromium']}`)

/**
 * The package unpacks into the system's temporary folder, and unpacks its libraries only if it
 * detects Lambda.
 */
const UNPACK = "require('@sparticuz/chromium').executablePath()"

/** Program and environment to launch the browser with. */
export const CHROMIUM = {
  program: path.join(FOLDER, 'chromium'),
  environment: {
    LD_LIBRARY_PATH: path.join(FOLDER, 'al2023', 'lib'),
    FONTCONFIG_FILE: path.join(FOLDER, 'fonts.conf'),
  },
}

/**
 * Unpacks next to the target folder and then renames, so that a parallel run never sees a partial
 * browser.
 */
export async function unpackChromium(): Promise<void> {
  if (existsSync(FOLDER)) return
  await mkdir(path.dirname(FOLDER), { recursive: true })
  const workshop = await mkdtemp(`${FOLDER}-`)
  try {
    await promisify(execFile)(process.execPath, ['--eval', UNPACK], {
      env: { ...process.env, TMPDIR: workshop, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    })
    await writeFile(path.join(workshop, 'fonts.conf'), fontSettings())
    await rename(workshop, FOLDER).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

function fontSettings(): string {
  return [
    '<?xml version="1.0"?>',
    '<fontconfig>',
    `  <dir>${path.join(FOLDER, 'fonts')}</dir>`,
    `  <cachedir>${path.join(FOLDER, 'fonts-cache')}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n')
}
