/** The form of a decision: what it must hold, what the staff member will read, and what it keeps. */
import { randomUUID } from 'node:crypto'
import { decideRequest } from '../../../services/bureau/operations/decideRequest'
import type { RequestRecord } from '../../../services/shared/store/request'
import { connectTemporal, EngineUnavailable } from '../../../services/shared/temporal/connection'
import { createRequestRuns } from '../../../services/shared/temporal/requestRuns'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { claims } from '../../support/claims'
import { approval, decide, decisionsIn, form, rejection } from '../../support/decisions'
import { linkTo } from '../../support/htmlForm'

let app: BureauApp
let aygul: Clerk
beforeAll(async () => {
  app = await startBureau()
  aygul = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const { newRequest, row, audited } = decisionsIn(() => app)

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
