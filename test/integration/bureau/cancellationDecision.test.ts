/** The decision on a cancellation: an approval is confirmed first, and the reasons fit a card. */
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, makeRelative } from '../../support/bureauCases'
import { approval, decide, decisionsIn, rejection } from '../../support/decisions'

let app: BureauApp
let aygul: Clerk
beforeAll(async () => {
  app = await startBureau()
  aygul = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const { row, audited } = decisionsIn(() => app)

describe('the approval of a cancellation', () => {
  it('D2 S54 needs a confirmation, and then cancels the card at once', async () => {
    const request = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
    const fields = approval()
    const { headers } = await decide(aygul, request, fields)
    expect(headers.location).toMatch(
      new RegExp(`^/requests/${request._id}/decision/confirmation\\?`),
    )
    expect(await row(request)).toMatchObject({ status: 'pending' })
    expect(await audited(request)).toEqual([])

    const page = (await aygul.get(headers.location!)).text
    expect(page).toContain('Bu işlem geri alınamaz.')
    expect(page).toContain(`name="decisionId" value="${String(fields.decisionId)}"`)
    const card = () => app.store.cards.findById(request.cardId).orFail().lean()
    expect((await card()).cancelledAt).toBeNull()

    await decide(aygul, request, { ...fields, confirmed: 'yes' })
    expect(await row(request)).toMatchObject({ status: 'approved', subState: 'cardCancelled' })
    expect((await card()).cancelledAt).not.toBeNull()
    expect(await audited(request)).toEqual([{ actor: accountId('aygul'), outcome: 'done' }])
    expect((await aygul.get(`/requests/${request._id}`)).text).toContain(
      `${request.number} onaylandı; kart iptal edildi.`,
    )
  })

  it('S73 a rejection needs no second question, and offers only reasons that fit', async () => {
    const request = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
    const page = (await aygul.get(`/requests/${request._id}/review`)).text
    const offered = [...page.matchAll(/name="reasons"[^>]*value="(\w+)"/g)].map(
      ([, reason]) => reason,
    )
    expect(offered).toEqual([
      'identityMismatch',
      'lossFormIncomplete',
      'policeLetterMissing',
      'otherReason',
    ])
    const headings = [...page.matchAll(/<h4 class="pyk-legend__heading">([^<]+)</g)].map(
      ([, subject]) => subject,
    )
    expect(headings).toEqual(['Kimlik bilgileri', 'Belgeler'])
    await decide(aygul, request, rejection({ reasons: ['cardMismatch'] }))
    expect((await aygul.get(`/requests/${request._id}/review`)).text).toContain(
      'bu talep için geçerli olamaz',
    )
    expect(await row(request)).toMatchObject({ status: 'pending' })
    await decide(aygul, request, rejection({ reasons: ['lossFormIncomplete'] }))
    expect(await row(request)).toMatchObject({ status: 'rejected', subState: 'returned' })
  })
})
