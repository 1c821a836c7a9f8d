/**
 * Giving a decision: what a form must hold, who was first, what is confirmed, and which page comes
 * next.
 */
import { randomUUID } from 'node:crypto'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, fileCard, makeRelative } from '../../support/bureauCases'
import { decideRequest } from '../../../services/bureau/operations/decideRequest'
import { linkTo } from '../../support/htmlForm'
import type { RequestRecord } from '../../../services/shared/store/request'
import { connectTemporal, EngineUnavailable } from '../../../services/shared/temporal/connection'
import { claims } from '../../support/claims'
import { recordIn } from '../../support/recordIn'
import { createRequestRuns } from '../../../services/shared/temporal/requestRuns'

let app: BureauApp
let aygul: Clerk
let yigit: Clerk
beforeAll(async () => {
  app = await startBureau()
  ;[aygul, yigit] = await Promise.all([app.signedIn('aygul'), app.signedIn('yigit')])
})
afterAll(() => app?.close())

type Form = Record<string, string | string[]>
const form = (over: Form = {}): Form => ({ decisionId: randomUUID(), then: 'stay', ...over })
const approval = (over = {}) => form({ outcome: 'approved', ...over })
const rejection = (over = {}) =>
  form({ outcome: 'rejected', reasons: ['photoBackground'], ...over })
const decide = (clerk: Clerk, { _id }: Pick<RequestRecord, '_id'>, fields: Form) =>
  clerk.post(`/requests/${_id}/decision`, fields)
const { row, audited: auditedAs } = recordIn(() => app)
const newRequest = async () => fileCard(app, await makeRelative(app, 'selin'))
const audited = ({ _id }: Pick<RequestRecord, '_id'>) => auditedAs('decisionGiven', _id)

describe('what a decision holds', () => {
  let request: RequestRecord
  beforeAll(async () => {
    request = await newRequest()
  })

  it.each([
    ['neither approval nor rejection', form(), 'Onaylayın ya da reddedin'],
    ['S50 a rejection without a reason', rejection({ reasons: [] }), 'En az bir ret sebebi seçin'],
    [
      'S45 the reason “Diğer” without an explanation',
      rejection({ reasons: ['otherReason'] }),
      'için açıklama yazın',
    ],
    [
      'D12 an identity number',
      rejection({ explanation: 'No: 100 000 001 46' }),
      'T.C. kimlik numarasını çıkarın',
    ],
    [
      'an explanation that is too long',
      rejection({ explanation: 'a'.repeat(1_001) }),
      'Açıklama 1.001 karakter; en çok 1.000 karakter olabilir',
    ],
  ])('sends back %s, with all that was entered', async (_what, fields, fault) => {
    const answer = await decide(aygul, request, fields)
    expect(answer.headers.location).toBe(`/requests/${request._id}/review`)
    const page = (await aygul.get(`/requests/${request._id}/review`)).text
    expect(page).toContain(fault)
    expect(page).toContain(`name="decisionId" value="${String(fields.decisionId)}"`)
    for (const reason of [fields.reasons ?? []].flat()) {
      expect(page).toMatch(new RegExp(`value="${reason}" checked`))
    }
    expect(page).toContain(`>${String(fields.explanation ?? '')}</textarea>`)
    expect(await row(request)).toMatchObject({ status: 'pending', decision: null })
  })

  it('returns to the list that the clerk came from', async () => {
    const answer = await aygul.post(
      `/requests/${request._id}/decision?type=cardRequest&unit=1010`,
      form(),
    )
    expect(answer.headers.location).toBe(
      `/requests/${request._id}/review?type=cardRequest&unit=1010`,
    )
    const page = (await aygul.get(answer.headers.location!)).text
    expect(page).toContain('Onaylayın ya da reddedin')
    expect(page).toContain('href="/queues/review?type=cardRequest&amp;unit=1010"')
  })

  it('S44 S45 S50 accepts several reasons and an explanation, which the request then shows', async () => {
    const reasons = ['photoNotRecent', 'receiptUnreadable', 'otherReason']
    await decide(
      aygul,
      request,
      rejection({ reasons, explanation: '  Dekontun tarihi okunmuyor.  ' }),
    )
    expect(await row(request)).toMatchObject({
      status: 'rejected',
      decision: { reasons, by: accountId('aygul') },
    })
    const page = (await aygul.get(`/requests/${request._id}`)).text
    expect(page).toContain(`${request.number} reddedildi; sebebi personele iletildi.`)
    expect(page).toContain('Fotoğraf güncel değil, Dekont okunmuyor, Diğer')
    expect(page).toContain('<dd class="pyk-lines" lang="tr">Dekontun tarihi okunmuyor.</dd>')
  })

  it('S45 keeps the explanation that was sent with the decision, not one from an attempt that never arrived', async () => {
    const other = await newRequest()
    const unreachable = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' })
    const [decisionId, reasons] = [randomUUID(), ['otherReason' as const]]
    const lost = {
      requestId: other._id,
      decisionId,
      outcome: 'rejected' as const,
      reasons,
      explanation: 'İlk metin.',
      askSeen: null,
    }
    const deps = { store: app.store, runs: createRequestRuns(unreachable.client, 200), claims }
    await expect(decideRequest(deps, accountId('aygul'), lost)).rejects.toThrow(EngineUnavailable)
    await unreachable.close()

    await decide(
      aygul,
      other,
      rejection({ decisionId, reasons, explanation: 'Düzeltilmiş metin.' }),
    )
    const page = (await aygul.get(`/requests/${other._id}`)).text
    expect(page).toContain('>Düzeltilmiş metin.</dd>')
    expect(page).not.toContain('İlk metin.')
  })

  it('S48 forgets reasons that were ticked before the clerk approved', async () => {
    const other = await newRequest()
    const answer = await decide(
      aygul,
      other,
      approval({ reasons: ['otherReason'], explanation: '' }),
    )
    expect(answer.headers.location).toMatch(new RegExp(`^/requests/${other._id}\\?`))
    expect(await row(other)).toMatchObject({
      status: 'approved',
      decision: { reasons: [], explanationId: null },
    })
  })
})

describe('without scripts', () => {
  it('S50 shows what the staff member will read before anything is sent, and keeps it for corrections', async () => {
    const request = await newRequest()
    const fields = rejection({
      reasons: ['photoBackground', 'receiptUnreadable'],
      explanation: 'Perdenin deseni görünüyor.',
      then: 'preview',
    })
    const shown = await decide(aygul, request, fields)
    expect(shown.status).toBe(200)
    for (const text of [
      'Fotoğrafın arka planı beyaz ve düz olmalıdır.',
      'Yüklenen dekont okunmuyor.',
      'Perdenin deseni görünüyor.',
    ])
      expect(shown.text).toContain(text)
    expect(await row(request)).toMatchObject({ status: 'pending' })
    expect(await audited(request)).toEqual([])

    const review = linkTo(shown.text, 'Düzeltmek için geri dön')!
    expect((await aygul.get(review)).text).toMatch(/value="receiptUnreadable" checked/)
    const sent = await decide(aygul, request, { ...fields, then: 'stay' })
    expect(sent.status).toBe(303)
    expect(await row(request)).toMatchObject({
      status: 'rejected',
      decision: { reasons: fields.reasons },
    })
  })

  it('S50 previews nothing that could not be sent', async () => {
    const request = await newRequest()
    await decide(aygul, request, rejection({ reasons: [], then: 'preview' }))
    expect((await aygul.get(`/requests/${request._id}/review`)).text).toContain(
      'En az bir ret sebebi seçin',
    )
  })
})

it('keeps a decision if the clerk must log in again, with its reasons and its explanation', async () => {
  const request = await newRequest()
  const review = `/requests/${request._id}/review?unit=1010`
  const owner = /name="_owner" value="([^"]+)"/.exec((await aygul.get(review)).text)![1]!
  const [late, fields] = [
    app.stranger(),
    rejection({ reasons: ['photoNotRecent', 'otherReason'], explanation: 'Bu kez.' }),
  ]
  const sent = await late.post(
    `/requests/${request._id}/decision?unit=1010`,
    { ...fields, _owner: owner },
    review,
  )
  expect(sent.headers.location).toBe(`/login?return=${encodeURIComponent(review)}`)
  expect((await late.get('/login')).text).toContain('yeniden deneyin, yazdıklarınız duruyor')
  await late.signIn('aygul')
  const page = (await late.get(review)).text
  expect(page).toContain(`name="decisionId" value="${String(fields.decisionId)}"`)
  expect(page).toMatch(/value="rejected" checked/)
  for (const reason of fields.reasons!)
    expect(page).toMatch(new RegExp(`value="${reason}" checked`))
  expect(page).toContain('>Bu kez.</textarea>')
  expect(await row(request)).toMatchObject({ status: 'pending' })
})

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

describe('“Kaydet ve sıradakine geç”', () => {
  it('opens the next request of the same list, and skips those of the own family', async () => {
    await app.store.requests.updateMany({ queue: 'review' }, { $set: { unitCode: '1010' } })
    const inList = async (parent: 'selin' | 'yigit') => {
      const request = await fileCard(app, await makeRelative(app, parent), { parent })
      await app.store.requests.updateOne({ _id: request._id }, { $set: { unitCode: '2034' } })
      return request
    }
    const [first, own, last] = [await inList('selin'), await inList('yigit'), await inList('selin')]
    const list = '?unit=2034'
    const page = (await yigit.get(`/requests/${first._id}/review${list}`)).text
    expect(page).toContain('1 talep kaldı · son günü en yakın olan önce')

    const saved = await yigit.post(
      `/requests/${first._id}/decision${list}`,
      approval({ then: 'next' }),
    )
    expect(saved.headers.location).toBe(`/requests/${last._id}/review${list}`)
    const lastPage = (await yigit.get(saved.headers.location!)).text
    expect(lastPage).toContain(`${first.number} onaylandı`)
    expect(lastPage).toContain('Kuyruktaki son talep')

    const taken = await aygul.post(`/requests/${first._id}/decision${list}`, approval())
    expect(taken.status).toBe(409)
    expect(linkTo(taken.text, 'Sıradaki talebi aç')).toContain(list)
    expect(linkTo(taken.text, 'Kuyruğa dön')).toBe(`/queues/review${list}`)

    const done = await yigit.post(
      `/requests/${last._id}/decision${list}`,
      approval({ then: 'next' }),
    )
    expect(done.headers.location).toBe(`/queues/review${list}`)
    const left = (await yigit.get(done.headers.location!)).text
    expect(left).toContain(`${last.number} onaylandı`)
    expect(left).toContain(own.number)
  })

  it('is offered after “Kaydet” too, with the link back to the same list', async () => {
    const inList = async () => {
      const request = await newRequest()
      await app.store.requests.updateOne({ _id: request._id }, { $set: { unitCode: '2035' } })
      return request
    }
    const [, second, third] = [await inList(), await inList(), await inList()]
    const saved = await aygul.post(`/requests/${second._id}/decision?unit=2035`, approval())
    const page = (await aygul.get(saved.headers.location!).expect(200)).text
    expect(page).toContain(`${second.number} onaylandı`)
    expect(linkTo(page, 'Sıradaki talebi aç')).toBe(`/requests/${third._id}/review?unit=2035`)
    expect(linkTo(page, 'Kuyruğa dön')).toBe('/queues/review?unit=2035')
    expect(
      linkTo((await aygul.get(`/requests/${second._id}`)).text, 'Sıradaki talebi aç'),
    ).toBeNull()
  })
})

it('S45 keeps the line breaks of an explanation, each as one of its 1.000 characters', async () => {
  const request = await newRequest()
  const explanation = `${'a'.repeat(499)}\r\n${'b'.repeat(500)}`
  const review = (await aygul.get(`/requests/${request._id}/review`)).text
  expect(review).toContain('En çok 1.000 karakter')
  await decide(aygul, request, rejection({ explanation }))
  const page = (await aygul.get(`/requests/${request._id}`)).text
  expect(page).toMatch(/<dd class="pyk-lines" lang="tr">a{499}\nb{500}<\/dd>/)
})

it('answers with not found where there is no such request', async () => {
  expect((await decide(aygul, { _id: 'nobody' }, approval())).status).toBe(404)
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

it('the groups of the decision can be reached by headings', async () => {
  const request = await newRequest()
  const page = (await aygul.get(`/requests/${request._id}/review`)).text
  expect(page).toMatch(/<legend[^>]*>\s*<h2 class="pyk-legend__heading">Karar<\/h2>/)
  expect(page).toMatch(/<legend[^>]*>\s*<h3 class="pyk-legend__heading">Ret sebepleri<\/h3>/)
})

it('S45 the explanation has a counter and is never cut off silently', async () => {
  const request = await newRequest()
  const page = (await aygul.get(`/requests/${request._id}/review`)).text
  expect(page).toMatch(/data-module="govuk-character-count"[^>]*data-maxlength="1000"/)
  expect(page).not.toContain(' maxlength=')
})

it('S45 returns an explanation that is too long to be kept with its form', async () => {
  const request = await newRequest()
  const explanation = 'ğ'.repeat(9_000)
  const answer = await decide(aygul, request, rejection({ explanation }))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Açıklama 9.000 karakter; en çok 1.000 karakter olabilir')
  expect(answer.text).toContain(`>${explanation}</textarea>`)
  expect(linkTo(answer.text, 'Sayfayı yeniden aç')).toBe(`/requests/${request._id}/review`)
  expect(await row(request)).toMatchObject({ status: 'pending' })
})
