/** After a decision the next request of the same list opens, or is offered. */
import { startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCard, makeRelative } from '../../support/bureauCases'
import { approval, decisionsIn } from '../../support/decisions'
import { linkTo } from '../../support/htmlForm'

let app: BureauApp
let aygul: Clerk
let yigit: Clerk
beforeAll(async () => {
  app = await startBureau()
  ;[aygul, yigit] = await Promise.all([app.signedIn('aygul'), app.signedIn('yigit')])
})
afterAll(() => app?.close())

const { newRequest } = decisionsIn(() => app)

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
