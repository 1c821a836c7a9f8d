/** Rows of the kit's tables. */
import type { Locator } from 'playwright-core'

/** The cells of a row, keyed by the names of their columns. */
export async function cellsOf(row: Locator): Promise<Record<string, string>> {
  await row.waitFor()
  const cells = await row.locator('td[data-label]').all()
  const named = cells.map(
    async (cell) => [await cell.getAttribute('data-label'), await cell.innerText()] as const,
  )
  return Object.fromEntries(await Promise.all(named)) as Record<string, string>
}
