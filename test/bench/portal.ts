/** The portal after serving a page, to compare its memory with that of the other processes. */
import { startProcess } from './stack'
import type { BenchStack, Measured } from './stack'

const PORT = 21_803

export async function openPortal(stack: BenchStack): Promise<Measured> {
  const portal = await startProcess(stack, 'services/portal/server', { PORTAL_PORT: String(PORT) })
  const page = await fetch(`http://127.0.0.1:${PORT}/login`)
  if (!page.ok) throw new Error(`The portal answered ${page.status}`)
  return portal
}
