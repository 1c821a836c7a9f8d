/** The family list and the population register, as people see them in a browser. */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { createRefreshRuns } from '../../services/shared/temporal/refreshRuns'
import { FamilyPage } from '../support/pages/portal/family'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { waitFor } from '../support/waitFor'

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

async function familyOf(username: string, options?: Parameters<Stack['signedIn']>[2]) {
  const page = await stack.signedIn('portal', username, options)
  const family = new FamilyPage(page)
  await family.open()
  return { page, family }
}

/** Shows a refresh as under way, and a list from which the child of personel3 is missing. */
async function awaitAnswer(): Promise<string> {
  const accountId = await stack.accountIdOf('personel3')
  await stack.store.families.updateOne(
    { _id: accountId },
    { $pull: { members: { relation: 'child' } } },
  )
  const at = new Date(Date.now() - 60_000)
  await stack.store.familyRefreshes.replaceOne(
    { _id: accountId },
    {
      runId: randomUUID(),
      startedAt: at,
      at,
      seq: 1,
      state: 'asking',
      fault: null,
      nextAttemptAt: null,
    },
    { upsert: true },
  )
  return accountId
}

const answer = (accountId: string) =>
  createRefreshRuns(stack.client).ask({ accountId, unitCode: '1010' })
const isAsking = (page: Page) => page.getByText('Aile bilgileriniz sorgulanıyor').isVisible()

it('S15 asks the register at the first login, and says that there is nobody', async () => {
  const { page } = await familyOf('personel2')
  await page.getByText('Eş ve çocuk bilgisi bulunamamıştır!').waitFor()
  await page.context().close()
})

it.each([true, false])(
  'S16 S17 gets the family with the link (scripts: %s)',
  async (javaScriptEnabled) => {
    const { page, family } = await familyOf('personel1', { javaScriptEnabled })
    const before = await family.names()
    await family.getFromRegister()
    expect(await family.message()).toContain('Nüfus kaydının yanıtı alındı')
    expect(await family.names()).toEqual(before)
    await page.context().close()
  },
)

it('S17 a slow answer arrives on the open page by itself', async () => {
  const accountId = await awaitAnswer()
  const { page, family } = await familyOf('personel3')
  expect(await isAsking(page)).toBe(true)
  expect(await family.names()).toHaveLength(1)
  await answer(accountId)
  await page.locator('#family tbody tr').nth(1).waitFor()
  expect(await family.names()).toEqual(['İbrahim Şimşek', 'Ege Şimşek'])
  expect(await isAsking(page)).toBe(false)
  await page.context().close()
})

it('S17 without scripts a slow answer is there after a reload', async () => {
  const accountId = await awaitAnswer()
  const { page, family } = await familyOf('personel3', { javaScriptEnabled: false })
  expect(await isAsking(page)).toBe(true)
  await answer(accountId)
  await family.reloadUntil(2)
  await waitFor(() => page.reload().then(async () => !(await isAsking(page))), {
    what: 'the end of the asking',
  })
  await page.context().close()
})
