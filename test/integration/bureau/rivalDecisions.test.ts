/** Two clerks decide the same request: the first is taken, and the second reads who decided what. */
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, fileCard, makeRelative } from '../../support/bureauCases'
import { approval, decide, decisionsIn, rejection } from '../../support/decisions'

let app: BureauApp
let aygul: Clerk
let yigit: Clerk
beforeAll(async () => {
  app = await startBureau()
  ;[aygul, yigit] = await Promise.all([app.signedIn('aygul'), app.signedIn('yigit')])
})
afterAll(() => app?.close())

const { newRequest, row, audited } = decisionsIn(() => app)

describe('two clerks', () => {
  const refusedPage = /<h1 class="pyk-title" tabindex="-1" data-focus>İşlem yapılmadı<\/h1>/

  it('D7 decide at once: one is taken, the other clerk reads by whom and when, and both are in the audit trail', async () => {
    const request = await newRequest()
    const answers = await Promise.all([
      decide(aygul, request, approval()),
      decide(yigit, request, rejection()),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const winner = answers[0].status === 303 ? ('aygul' as const) : ('yigit' as const)
    const loser = winner === 'aygul' ? ('yigit' as const) : ('aygul' as const)
    const { decision } = await row(request)
    expect(decision).toMatchObject({
      by: accountId(winner),
      outcome: winner === 'aygul' ? 'approved' : 'rejected',
    })

    const { text } = answers.find(({ status }) => status === 409)!
    const time = new Intl.DateTimeFormat('tr-TR', {
      timeStyle: 'short',
      timeZone: 'Europe/Istanbul',
    }).format(decision!.at)
    expect(text).toMatch(refusedPage)
    expect(text).toMatch(
      new RegExp(
        `hakkında ${nameOf(winner)} \\d{2}\\.\\d{2}\\.\\d{4} ${time} tarihinde karar verdi`,
      ),
    )
    expect(text).toContain(`href="/requests/${request._id}"`)
    expect(
      (await audited(request)).sort((one, other) => (one.outcome < other.outcome ? -1 : 1)),
    ).toEqual([
      { actor: accountId(winner), outcome: 'done' },
      { actor: accountId(loser), outcome: 'refused' },
    ])
  })

  it('D7 decide one long after the other: the second one is answered from the record', async () => {
    const request = await newRequest()
    await decide(aygul, request, rejection())
    const late = await decide(yigit, request, approval())
    expect(late.status).toBe(409)
    expect(late.text).toContain(`hakkında ${nameOf('aygul')} `)
    expect(await row(request)).toMatchObject({
      status: 'rejected',
      decision: { by: accountId('aygul') },
    })
    expect(await audited(request)).toEqual([
      { actor: accountId('aygul'), outcome: 'done' },
      { actor: accountId('yigit'), outcome: 'refused' },
    ])
  })

  it('treat a form that is sent twice as one decision', async () => {
    const request = await newRequest()
    const fields = rejection()
    const answers = await Promise.all([
      decide(aygul, request, fields),
      decide(aygul, request, fields),
    ])
    expect([...answers, await decide(aygul, request, fields)].map(({ status }) => status)).toEqual([
      303, 303, 303,
    ])
    expect((await row(request)).audit.filter(({ action }) => action === 'rejected')).toHaveLength(1)
  })

  it('D8 are refused both as applicant and as relative, from any page', async () => {
    const request = await fileCard(app, await makeRelative(app, 'yigit'), { parent: 'yigit' })
    const answer = await decide(yigit, request, approval())
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Kendi talebiniz hakkında karar veremezsiniz')
    expect(await row(request)).toMatchObject({ status: 'pending' })
    expect(await audited(request)).toEqual([{ actor: accountId('yigit'), outcome: 'refused' }])
    expect((await decide(aygul, request, approval())).status).toBe(303)
  })
})

describe('the page of a decision that came second', () => {
  it('D7 says who decided what and when, and keeps the words of the other clerk to copy', async () => {
    const request = await newRequest()
    await decide(aygul, request, approval())
    const explanation = 'Fotoğraftaki <kişi> başka biri.'
    const answer = await decide(yigit, request, rejection({ explanation }))
    expect(answer.status).toBe(409)
    expect(answer.text).toMatch(
      new RegExp(`${nameOf('aygul')} [\\d.]+ [\\d:]+ tarihinde karar verdi: Onaylandı\\.`),
    )
    expect(answer.text).toMatch(
      /<textarea [^>]*lang="tr" readonly>Fotoğraftaki &lt;kişi&gt; başka biri\.<\/textarea>/,
    )
    expect(answer.text).toMatch(/<h1 [^>]*tabindex="-1" data-focus>/)
  })

  it('D7 is shown for a form with faults too, since correcting them is useless', async () => {
    const request = await newRequest()
    await decide(aygul, request, approval())
    const answer = await decide(yigit, request, rejection({ reasons: [], explanation: 'Perde.' }))
    expect(answer.status).toBe(409)
    expect(answer.text).toContain(`hakkında ${nameOf('aygul')} `)
    expect(answer.text).toMatch(/<textarea [^>]*readonly>Perde\.<\/textarea>/)
  })

  it('D7 is shown at once for an approved cancellation, without asking for confirmation', async () => {
    const request = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
    await decide(aygul, request, rejection({ reasons: ['lossFormIncomplete'] }))
    const answer = await decide(yigit, request, approval())
    expect(answer.status).toBe(409)
    expect(answer.text).toMatch(
      new RegExp(`hakkında ${nameOf('aygul')} [^<]* karar verdi: Reddedildi\\.`),
    )
    expect(await audited(request)).toEqual([
      { actor: accountId('aygul'), outcome: 'done' },
      { actor: accountId('yigit'), outcome: 'refused' },
    ])
  })
})
