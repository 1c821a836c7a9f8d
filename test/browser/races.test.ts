/** Two people who act on the same request at the same moment, each in a browser of their own. */
import type { Page } from 'playwright-core'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { waitFor } from '../support/waitFor'
import { AnyPage } from '../support/pages/anyPage'
import { RequestPage } from '../support/pages/bureau/request'
import { ReviewPage } from '../support/pages/bureau/review'
import { WorkListPage } from '../support/pages/bureau/workList'
import { WithdrawalPage } from '../support/pages/portal/withdrawal'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { createStoryTeller } from '../support/stories'
import type { StoryTeller } from '../support/stories'

const NAMES = { buro1: 'Yiğit Koç', buro2: 'Aygül Ünal' }
type Clerk = keyof typeof NAMES

let stack: Stack
let teller: StoryTeller
let clerks: Record<Clerk, Page>

beforeAll(async () => {
  stack = await startStack()
  teller = await createStoryTeller(stack)
  clerks = {
    buro1: await stack.signedIn('bureau', 'buro1'),
    buro2: await stack.signedIn('bureau', 'buro2'),
  }
})
afterAll(() => stack.stop())

/** A staff member has asked for a card, which awaits review. */
async function asked(username: string, relative: string) {
  const [personId, applicantId] = await Promise.all([
    stack.relativeOf(username, relative),
    stack.accountIdOf(username),
  ])
  const { personKey } = await stack.store.people.findById(personId).orFail().lean()
  const { input } = await teller.card('approved')
  const request = { ...input, personId, applicantId, relatedStaffIds: [applicantId] }
  await createRequestRuns(stack.client).start(personKey, request)
  const { requestId, requestNumber } = request
  await waitFor(() => stack.store.requests.exists({ _id: requestId, subState: 'inReview' }), {
    what: `${requestNumber} in review`,
  })
  return { requestId, number: requestNumber }
}

const decisionOf = async (requestId: string) =>
  (await stack.store.requests.findById(requestId).orFail().lean()).decision

async function openReview(clerk: Page, number: string): Promise<ReviewPage> {
  const workList = new WorkListPage(clerk)
  await workList.open('review')
  await workList.openRequest(number)
  return new ReviewPage(clerk)
}

const TOLD = (name: string, outcome: string) =>
  new RegExp(
    `Bu talep hakkında ${name} \\d{2}\\.\\d{2}\\.\\d{4} \\d{2}:\\d{2} tarihinde karar verdi: ${outcome}\\. Kararınız uygulanmadı\\.`,
  )

describe.each([
  { first: 'buro1', second: 'buro2', relative: 'Çağrı Yıldırım', waiting: 'Süleyman Doğan' },
  { first: 'buro2', second: 'buro1', relative: 'Işıl Yıldırım', waiting: 'Çağla Doğan' },
] as const)('$first and $second have the same request open', (who) => {
  it('D7 the first decision is taken; the second clerk reads who decided and when, and goes on to the next request', async () => {
    const { requestId, number } = await asked('personel1', who.relative)
    await asked('personel5', who.waiting)
    await new ReviewPage(clerks[who.second]).withoutNews(true)
    const [first, second] = await Promise.all([
      openReview(clerks[who.first], number),
      openReview(clerks[who.second], number),
    ])
    await first.chooseApproval()
    await second.chooseRejection(['Yüz tam görünmüyor'])

    await first.save()
    expect(await new RequestPage(clerks[who.first]).decision()).toContain(`${number} onaylandı`)
    await second.save()
    await clerks[who.second].getByText('Kararınız uygulanmadı').waitFor()
    expect(await second.text()).toMatch(TOLD(NAMES[who.first], 'Onaylandı'))
    expect(await decisionOf(requestId)).toMatchObject({
      outcome: 'approved',
      by: await stack.accountIdOf(who.first),
    })

    await second.goOn()
    expect(clerks[who.second].url()).not.toContain(requestId)
    await second.withoutNews(false)
  })
})

it('D7 an open review learns at once that a colleague has decided; nothing more can be sent, and what was written stays', async () => {
  const { requestId, number } = await asked('personel3', 'Ege Şimşek')
  const [first, second] = await Promise.all([
    openReview(clerks.buro1, number),
    openReview(clerks.buro2, number),
  ])
  await first.chooseRejection(['Yüz tam görünmüyor'])
  await second.chooseRejection(['Yüz tam görünmüyor'], 'Gözler kapalı.')
  await first.save()
  expect(await second.over()).toMatch(/Bu talep hakkında Yiğit Koç karar verdi: Reddedildi\./)
  expect(await second.waysToSend()).toBe(0)
  await clerks.buro2.keyboard.press('Control+Enter')
  expect(await second.explanation()).toBe('Gözler kapalı.')
  await clerks.buro2.getByRole('link', { name: 'Talebin son durumunu gör' }).click()
  await clerks.buro2.waitForURL((url) => url.pathname === `/requests/${requestId}`)
  expect(await decisionOf(requestId)).toMatchObject({ by: await stack.accountIdOf('buro1') })
})

describe('the applicant and a clerk', () => {
  /** @returns the applicant's page with the question whether to withdraw */
  async function aboutToWithdraw(username: string, requestId: string): Promise<WithdrawalPage> {
    const withdrawal = new WithdrawalPage(await stack.signedIn('portal', username))
    await withdrawal.open(requestId)
    return withdrawal
  }

  it('D7 approve and withdraw at once what the clerk has opened: the approval is taken, and the applicant reads why not', async () => {
    const { requestId, number } = await asked('personel3', 'Ege Şimşek')
    const withdrawal = await aboutToWithdraw('personel3', requestId)
    const review = await openReview(clerks.buro1, number)
    await review.chooseApproval()

    await Promise.all([review.save(), withdrawal.confirm()])
    expect(await new RequestPage(clerks.buro1).decision()).toContain(`${number} onaylandı`)
    await withdrawal.settled()
    expect(await withdrawal.text()).toMatch(/incelemeye açtı; artık|bu arada sonuçlandı; geri/)
    expect((await decisionOf(requestId))?.outcome).toBe('approved')
  })

  it('D7 open and withdraw at once: one of them is first, and the other reads so', async () => {
    const { requestId, number } = await asked('buro1', 'Şule Koç')
    const withdrawal = await aboutToWithdraw('buro1', requestId)
    const clerk = clerks.buro2
    const workList = new WorkListPage(clerk)
    await workList.open('review')
    await workList.reached(number)

    await Promise.all([workList.openRequest(number), withdrawal.confirm()])
    await withdrawal.settled()
    const isWithdrawn = (await withdrawal.text()).includes('geri çekildi')
    const request = await stack.store.requests.findById(requestId).orFail().lean()
    expect(request.subState).toBe(isWithdrawn ? 'withdrawn' : 'inReview')
    if (!isWithdrawn) expect(await withdrawal.text()).toContain('incelemeye açtı; artık')
    await clerk.goto(`/requests/${requestId}/review`)
    const seen = await new AnyPage(clerk).text()
    expect(seen.includes('Reddet ve düzeltme iste')).toBe(!isWithdrawn)
    expect(seen.includes('Geri çekildi')).toBe(isWithdrawn)
  })

  it('D7 the applicant was first: the clerk who follows an old link finds nothing to decide', async () => {
    const { requestId, number } = await asked('personel1', 'Ömer Yıldırım')
    const clerk = clerks.buro1
    const workList = new WorkListPage(clerk)
    await workList.open('review')
    await workList.reached(number)
    const withdrawal = await aboutToWithdraw('personel1', requestId)
    await withdrawal.confirm()
    await withdrawal.settled()
    await workList.openRequest(number)
    expect(await new AnyPage(clerk).text()).toContain('Geri çekildi')
  })
})
