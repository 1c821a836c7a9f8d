/** A real Chromium for the browser tests. */
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { CHROMIUM } from './setup/chromium'

/** Launches the browser that the test set-up has unpacked; close it in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM.program,
    env: { ...process.env, ...CHROMIUM.environment },
    // Tests may run as root, where Chromium's own sandbox does not work.
    args: ['--no-sandbox', '--font-render-hinting=none'],
  })
}
