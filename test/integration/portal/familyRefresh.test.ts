/**
 * The family comes from the population register: by itself at first, with the link afterwards, from
 * the real gateway of the stand-in over TLS.
 */
import { cancellationPath, cardRequestPath, FAMILY, HOME } from '../../../services/portal/paths'
import { shortDate } from '../../../services/shared/web/texts/format/dates'
import { relatedStaffOf } from '../../../services/shared/store/relatedStaff'
import { familyRefreshWorkflowId } from '../../../workflows/contract'
import { withCheckDigits } from '../../../workflows/domain/identityNumber'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { accountId, ownNumber, startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember, Username } from '../../support/portalApp'
import { fileCardRequest } from '../../support/portalCases'
import { createStoryTeller } from '../../support/stories'
import type { StoryTeller } from '../../support/stories'
import { gate } from '../../support/gate'
import { registered } from '../../support/testRegister'
import { waitFor } from '../../support/world'

const NOBODY = 'Eş ve çocuk bilgisi bulunamamıştır!'
const BUTTON = 'Aile Bilgilerini KPS’ den getir'
const FAULT = 'Bu bir sistem arızasıdır'

let app: PortalApp
let stories: StoryTeller
let mother: StaffMember
beforeAll(async () => {
  app = await startPortal()
  stories = await createStoryTeller(app)
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  app.kps.mode = 'normal'
  app.register.slow = gate()
  await endRefresh('mother')
  await app.store.families.deleteMany({})
  await app.store.familyRefreshes.deleteMany({})
})

/** A refresh that waits to be tried again must not reach into the next test. */
async function endRefresh(username: Username): Promise<void> {
  await app.client.workflow
    .getHandle(familyRefreshWorkflowId(accountId(username)))
    .terminate()
    .catch(() => undefined)
}

let ordinal = 0
/** A relative in the register, with a name and a number of their own. */
function relative(over: Parameters<typeof registered>[3] = {}) {
  ordinal += 1
  return registered(
    withCheckDigits(String(100_091_000 + ordinal)),
    'Ege',
    `Karayel${ordinal}`,
    over,
  )
}
type Registered = ReturnType<typeof relative>
const child = (person: Registered) => ({ relation: 'child' as const, person })
const spouse = (person: Registered) => ({ relation: 'spouse' as const, person })
const listed = (username: Username, ...relatives: ReturnType<typeof child | typeof spouse>[]) =>
  app.register.set(ownNumber(username), relatives)
const nameOf = ({ name, surname }: Registered) => `${name} ${surname}`
const recordOf = ({ identityNumber }: Registered) =>
  app.store.people
    .findOne({ personKey: app.vault.keyOf(identityNumber) })
    .orFail()
    .lean()

/** Presses the link on the family page and opens the page it leads to. */
async function refresh(who = mother): Promise<string> {
  const answer = await who.pressOn(FAMILY, BUTTON)
  expect([answer.status, answer.headers['location']]).toEqual([303, FAMILY])
  return who.page(FAMILY)
}

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The words of the part of a page with an id. */
function partOf(html: string, id: string): string {
  return wordsOf(html.slice(html.indexOf(`id="${id}"`)).split('</section>')[0]!)
}

describe('the first visit', () => {
  it('S14 S17 asks the register by itself, and shows its answer at once', async () => {
    const [wife, son] = [relative(), relative()]
    listed('mother', spouse(wife), child(son))
    const html = await mother.page(FAMILY)
    expect(partOf(html, 'family')).toContain(`${nameOf(wife)} Eş · 19.05.2001`)
    expect(partOf(html, 'family')).toContain(`${nameOf(son)} Çocuk · 19.05.2001`)
    expect(wordsOf(html)).toContain(`nüfus kaydından ${shortDate(new Date())}`)
  })

  it('S7 S14 asks on the home page too', async () => {
    listed('mother', child(relative()))
    await mother.page(HOME)
    expect(await app.store.families.countDocuments({ _id: accountId('mother') })).toBe(1)
  })

  it('S15 says that there is nobody only when the register has answered so', async () => {
    listed('mother')
    expect(await mother.page(FAMILY)).toContain(NOBODY)
  })

  it('S15 D9 of a faulty register is no empty family: says that it is a fault and when it is tried again', async () => {
    app.kps.mode = 'fault'
    const html = await mother.page(FAMILY)
    expect(html).not.toContain(NOBODY)
    expect(wordsOf(html)).toContain('Aile bilgileriniz henüz alınmadı')
    expect(partOf(html, 'family-refresh')).toMatch(
      /KPS şu anda yanıt vermiyor .*Bu bir sistem arızasıdır.*hiçbir bilgi kaybolmadı.* \d{2}\.\d{2}\.\d{4} \d{2}:\d{2} itibarıyla kendiliğinden yeniden denenecek/,
    )
  })

  it('D9 without our own engine is a fault as well, and no empty family', async () => {
    const stranded = await app.signedInWithoutEngine('father')
    const html = await stranded.page(FAMILY)
    expect(html).not.toContain(NOBODY)
    expect(partOf(html, 'family-refresh')).toContain(FAULT)
  })

  it('asks only for oneself, and never again by itself once there is a list', async () => {
    listed('mother', child(relative()))
    await mother.page(FAMILY)
    const before = app.kps.queries.length
    await mother.page(FAMILY)
    expect(app.kps.queries).toHaveLength(before)
    const { registryNo } = await app.store.accounts.findById(accountId('mother')).orFail().lean()
    expect(app.kps.queries.at(-1)).toMatchObject({ askedBy: registryNo })
  })
})

describe('the link', () => {
  it('S16 S17 has its exact words and shows what the register says now', async () => {
    listed('mother', child(relative()))
    const html = await mother.page(FAMILY)
    expect(html).toContain(`>${BUTTON}</button>`)
    const born = relative()
    listed('mother', child(born))
    const renewed = await refresh()
    expect(partOf(renewed, 'family')).toContain(nameOf(born))
    expect(wordsOf(renewed)).toContain('Nüfus kaydının yanıtı alındı')
  })

  it('D9 keeps the last good list with its date through a fault, and gets the new one when pressed again', async () => {
    const son = relative()
    listed('mother', child(son))
    await mother.page(FAMILY)
    app.kps.mode = 'fault'
    const faulty = await refresh()
    expect(partOf(faulty, 'family')).toContain(nameOf(son))
    expect(partOf(faulty, 'family-refresh')).toContain(FAULT)
    expect(partOf(faulty, 'family-refresh')).toContain(
      'Son alınan liste aşağıda durmaya devam ediyor',
    )
    expect(partOf(faulty, 'family-list-of')).toContain(shortDate(new Date()))
    app.kps.mode = 'normal'
    const renewed = await refresh()
    expect(renewed).not.toContain(FAULT)
  })

  it('D9 reports a missing right in other words than a fault, and as an error to operators', async () => {
    app.kps.mode = 'notAuthorised'
    const html = await refresh()
    expect(partOf(html, 'family-refresh')).toContain('yetkisini kabul etmedi')
    expect(html).not.toContain(FAULT)
    expect(html).not.toContain(NOBODY)
    expect(app.portalLog()).toMatch(
      /"level":50,.*"code":"a:FailedAuthentication".*KPS does not authorise our queries/,
    )
    const run = app.client.workflow.getHandle(familyRefreshWorkflowId(accountId('mother')))
    expect((await run.describe()).status.name).toBe('FAILED')
  })

  it('says what is missing when the account has no identity number', async () => {
    const { identity } = await app.store.accounts.findById(accountId('father')).orFail().lean()
    await app.store.accounts.updateOne({ _id: accountId('father') }, { $unset: { identity: 1 } })
    const father = await app.signedIn('father')
    const html = await refresh(father)
    expect(partOf(html, 'family-refresh')).toContain('Proje Yöneticisine başvurun')
    await app.store.accounts.updateOne({ _id: accountId('father') }, { $set: { identity } })
  })
})

describe('a slow register', () => {
  it('S16 is waited for without the page: two clicks are one question, and the answer arrives', async () => {
    listed('mother', child(relative()))
    await mother.page(FAMILY)
    const son = relative()
    listed('mother', child(son))
    app.kps.mode = 'slow'
    const before = app.kps.queries.length
    const [waiting] = await Promise.all([refresh(), refresh()])
    expect(partOf(waiting, 'family-refresh')).toMatch(/Aile bilgileriniz sorgulanıyor/)
    expect(partOf(waiting, 'family')).not.toContain(nameOf(son))
    expect(waiting).toContain(`<a class="govuk-link" href="${FAMILY}">Sayfayı yenile</a>`)

    const address = /data-live="([^"]+)"/.exec(waiting)![1]!
    const events = mother.get(address).then(({ text }) => text)
    app.register.slow.open()
    expect(await events).toContain('event: changed')
    await waitFor(async () => partOf(await mother.page(FAMILY), 'family').includes(nameOf(son)), {
      what: 'the new list',
    })
    expect(app.kps.queries.length - before).toBe(1)
  }, 30_000)
})

describe('a relative who leaves the list', () => {
  /** A list with one relative who holds a card, and then without them. */
  async function left(entry: ReturnType<typeof spouse>, then: typeof entry | null) {
    listed('mother', entry)
    await mother.page(FAMILY)
    const person = await recordOf(entry.person)
    await stories.deliveredCard(person._id)
    listed('mother', ...(then === null ? [] : [then]))
    return { person, html: await refresh() }
  }

  it('by divorce keeps the card on the screen with the reason, and its cancellation', async () => {
    const { person, html } = await left(spouse(relative()), null)
    expect(html).toContain(NOBODY)
    const row = partOf(html, 'former-family')
    expect(row).toContain(`${person.name} ${person.surname}`)
    expect(row).toContain(
      `Nüfus kaydına göre artık eşiniz değildir (${shortDate(new Date())} tarihli sorgu). Yeni kart talep edilemez.`,
    )
    expect(row).toContain('iptal talebi girilebilir')
    await mother.page(cancellationPath(person._id))
    const refused = await mother.get(cardRequestPath(person._id)).expect(409)
    expect(refused.text).toContain('kart')
  })

  it('by death does too', async () => {
    const husband = relative()
    const { html } = await left(spouse(husband), spouse({ ...husband, dead: true }))
    expect(partOf(html, 'former-family')).toContain('Nüfus kaydına göre vefat etmiştir')
  })

  it('with an open request keeps that request to follow', async () => {
    const son = relative()
    listed('mother', child(son))
    await mother.page(FAMILY)
    const person = await recordOf(son)
    const { number } = await fileCardRequest(app, mother, person)
    listed('mother')
    const html = await refresh()
    expect(partOf(html, 'former-family')).toContain('artık aile bireyiniz olarak görünmüyor')
    expect(partOf(html, 'former-family')).toContain('Takip et')
    expect(partOf(html, 'requests')).toContain(number)
    const refused = await mother.get(cardRequestPath(person._id))
    expect(refused.status).toBe(409)
  })

  it('with neither card nor request is not kept, and one who comes back is a member again', async () => {
    const [son, daughter] = [relative(), relative()]
    listed('mother', child(son), child(daughter))
    await mother.page(FAMILY)
    await stories.deliveredCard((await recordOf(daughter))._id)
    listed('mother')
    expect(await refresh()).not.toContain(nameOf(son))
    listed('mother', child(daughter))
    const html = await refresh()
    expect(partOf(html, 'family')).toContain(nameOf(daughter))
    expect(html).not.toContain('id="former-family"')
  })

  it('D8 still counts as related: the former spouse may not decide', async () => {
    const { person } = await left(spouse(relative()), null)
    expect(await relatedStaffOf(app.store, person)).toContain(accountId('mother'))
  })
})

describe('the register’s answer', () => {
  it('D5 keeps the lock of two parents: the child is one person however often it is fetched', async () => {
    const son = relative()
    listed('mother', child(son))
    listed('father', child(son))
    const father = await app.signedIn('father')
    await Promise.all([mother.page(FAMILY), father.page(FAMILY)])
    const { _id } = await recordOf(son)
    await fileCardRequest(app, father, await recordOf(son))
    listed('mother', child({ ...son, surname: 'Yenisoyad' }))
    const html = await refresh()
    expect((await recordOf(son))._id).toBe(_id)
    expect(partOf(html, 'family')).toMatch(/Ege Yenisoyad.*Yeni talep girilemez/)
    expect((await mother.get(cardRequestPath(_id))).status).toBe(409)
  })

  it('S18 S19 S20 shows who works at the ministry with the exact reason', async () => {
    const colleague = relative()
    const personKey = app.vault.keyOf(colleague.identityNumber)
    await app.store.accounts.updateOne({ _id: accountId('colleague') }, { $set: { personKey } })
    listed('mother', spouse(colleague))
    const row = partOf(await refresh(), 'family')
    expect(row).toContain('Bakanlık personeline kart talebinde bulunulamaz')
    expect(row).not.toContain('Kart talep et')
  })

  it('S21 D4 says when a child completes 15', async () => {
    const today = istanbulDayOf(new Date().toISOString())
    const year = Number(today.slice(0, 4)) - 10
    listed('mother', child(relative({ birthDate: { year, month: 3, day: 12 } })))
    expect(partOf(await refresh(), 'family')).toMatch(
      new RegExp(`15 yaşını 12\\.03\\.${year + 15}’(de|da|te|ta) dolduracak`),
    )
  })

  it('D12 leaves no name and no identity number in logs or in Temporal', async () => {
    const son = relative({ name: 'Zülküf' })
    listed('mother', child(son))
    await refresh()
    const run = app.client.workflow.getHandle(familyRefreshWorkflowId(accountId('mother')))
    const history = JSON.stringify(await run.fetchHistory())
    for (const text of [app.portalLog(), history]) {
      expect(text).not.toContain('Zülküf')
      expect(text).not.toContain(son.identityNumber)
      expect(text).not.toContain(ownNumber('mother'))
    }
  })
})
