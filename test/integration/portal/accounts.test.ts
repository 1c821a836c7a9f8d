/** What a project manager does with the accounts of the own unit (S6, S74). */
import { randomUUID } from 'node:crypto'
import { DAY_MS } from '../../support/durations'
import { pdfText } from '../../support/pdfText'
import { hashPassword } from '../../../services/shared/web'
import {
  ACCOUNT_ACT_PATHS,
  accountPath,
  ACCOUNTS,
  NEW_ACCOUNT,
  newAccountPath,
  slipPath,
  UNITS,
} from '../../../services/portal/paths'
import { withCheckDigits } from '../../../workflows/domain/identityNumber'
import { linkTo } from '../../support/htmlForm'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import { expectOwnWordsEverywhere } from '../../support/outdatedPage'
import { Visitor } from '../../support/visitor'
import { NEW_PASSWORD, PASSWORD } from '../../support/webServer'

const UNIT = { _id: '1010', name: 'Bilgi Teknolojileri Genel Müdürlüğü', phone: '0312 555 10 10' }
const OTHER_UNIT = { _id: '2076', name: 'Iğdır Valiliği', phone: '0476 555 20 76' }

let app: PortalApp
let manager: StaffMember
let passwordHash: string
beforeAll(async () => {
  app = await startPortal()
  passwordHash = await hashPassword(PASSWORD)
  const units = [UNIT, OTHER_UNIT].map((unit) => ({ ...unit, managers: [] }))
  await app.store.units.create(units)
  manager = await app.signedIn('manager')
})
afterAll(() => app?.close())

let ordinal = 100_095_000

/** Somebody in the staff register. */
async function newStaff(name: string, unitCode = UNIT._id) {
  ordinal += 1
  const _id = randomUUID()
  const identityNumber = withCheckDigits(String(ordinal))
  const member = {
    _id,
    name,
    registryNo: String(ordinal),
    unitCode,
    personKey: app.vault.keyOf(identityNumber),
    identity: app.vault.seal(identityNumber, _id),
  }
  await app.store.staff.create(member)
  return { ...member, identityNumber }
}

/** An account of a unit, with the usual password. */
async function newAccount(further: object = {}, unitCode = UNIT._id) {
  const _id = randomUUID()
  const account = {
    _id,
    username: `kisi.${_id.slice(0, 8)}`,
    passwordHash,
    name: `Işıl ${_id.slice(0, 8)}`,
    registryNo: String((ordinal += 1)),
    unitCode,
    unitName: unitCode,
    roles: ['staff' as const],
    personKey: _id,
    openedAt: new Date(),
    ...further,
  }
  await app.store.accounts.create(account)
  return account
}

const audited = async (event: string, subject: string) =>
  (await app.store.auditEntries.find({ event, subject }).sort({ at: 1 }).lean()).map(
    ({ outcome, actor }) => [outcome, actor],
  )
const DONE = [['done', accountId('manager')]]

const passwordIn = (html: string) => /pyk-secret__text">([^<]+)</.exec(html)![1]!

describe('opening an account', () => {
  it('S6 S74 gives staff of the unit a user name and a one-time password, which they replace', async () => {
    const member = await newStaff('Çiğdem Nur Ağaoğlu')
    const list = await manager.page(NEW_ACCOUNT)
    expect(linkTo(list, 'Hesap aç: Çiğdem Nur Ağaoğlu')).toBe(newAccountPath(member._id))
    const answer = await manager.pressOn(newAccountPath(member._id), 'Hesabı aç')
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toContain('no-store')
    const password = passwordIn(answer.text)
    expect(answer.text).toContain('cigdem.agaoglu')
    expect(await audited('accountCreated', member._id)).toEqual(DONE)

    const account = (await app.store.accounts.findById(member._id).lean())!
    expect(account).toMatchObject({ roles: ['staff'], unitCode: UNIT._id, unitName: UNIT.name })
    expect(app.vault.open(account.identity!, account._id)).toBe(member.identityNumber)
    expect(JSON.stringify(account)).not.toContain(password)
    expect(app.portalLog()).not.toContain(password)

    const person = new Visitor({ url: app.url })
    await person.signIn(account.username, { password })
    const home = await person.get('/')
    expect(home.headers.location).toBe('/password')
    const entered = { password, newPassword: NEW_PASSWORD, newPasswordAgain: NEW_PASSWORD }
    await person.pressOn('/password', 'Parolayı kaydet', entered)
    expect(await person.page('/')).toContain('Standart Ana Sayfa')
    expect(await manager.page(NEW_ACCOUNT)).not.toContain('Çiğdem Nur Ağaoğlu')
  })

  it('S6 gives people of one name different user names, and one person one account', async () => {
    const [one, other] = [await newStaff('Ali Veli'), await newStaff('Ali Veli')]
    for (const { _id } of [one, other]) await manager.pressOn(newAccountPath(_id), 'Hesabı aç')
    const again = await manager.post(newAccountPath(one._id))
    expect(again.status).toBe(409)
    expect(again.text).toContain('Bu kişinin zaten bir hesabı var')
    const usernames = await app.store.accounts.distinct('username', { name: 'Ali Veli' })
    expect(usernames.sort()).toEqual(['ali.veli', 'ali.veli2'])
  })

  it('S74 is possible for staff of the own unit only; others do not exist', async () => {
    const { _id } = await newStaff('Yabancı Birim', OTHER_UNIT._id)
    expect(await manager.page(NEW_ACCOUNT)).not.toContain('Yabancı Birim')
    expect((await manager.get(newAccountPath(_id))).status).toBe(404)
    expect((await manager.post(newAccountPath(_id))).status).toBe(404)
    expect((await manager.get(newAccountPath(randomUUID()))).status).toBe(404)
    expect(await app.store.accounts.exists({ _id })).toBeNull()
  })

  it('S74 is refused for the own person', async () => {
    const own = await newStaff('Pınar Işık')
    await app.store.staff.updateOne({ _id: own._id }, { $set: { personKey: 'key-manager' } })
    const answer = await manager.post(newAccountPath(own._id))
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('kendinize hesap açamazsınız')
  })

  it('S6 takes a last day of use, which cannot be in the past', async () => {
    const { _id } = await newStaff('Geçici Görevli')
    const day = (year: string) => ({
      'expiresOn-day': '5',
      'expiresOn-month': '3',
      'expiresOn-year': year,
    })
    await manager.pressOn(newAccountPath(_id), 'Hesabı aç', day('2020'))
    expect(await manager.page(newAccountPath(_id))).toContain('bugünden önce olamaz')
    await manager.pressOn(newAccountPath(_id), 'Hesabı aç', day('2099'))
    expect((await app.store.accounts.findById(_id).lean())!.expiresOn).toBe('2099-03-05')
  })
})

describe('the password slip', () => {
  it('S3 S6 is a PDF with Turkish letters and the address, printed as long as the password is the one-time password', async () => {
    const { _id } = await newStaff('Şükrü İğneci')
    const handedOut = await manager.pressOn(newAccountPath(_id), 'Hesabı aç')
    const password = passwordIn(handedOut.text)
    const slip = await manager.press(handedOut.text, 'Parola fişini indir (PDF)').buffer(true)
    expect(slip.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="parola-fisi.pdf"',
      'cache-control': 'no-store',
    })
    const text = await pdfText(slip.body as Buffer)
    for (const words of ['Parola Fişi', 'Şükrü İğneci', 'sukru.igneci', password, UNIT.name])
      expect(text).toContain(words)
    expect(text).toContain('http://localhost adresini açın')
    expect(await audited('passwordSlipMade', _id)).toEqual(DONE)
    expect(app.portalLog()).not.toContain(password)

    const wrong = await manager.post(slipPath(_id), { password: 'abcd-abcd-abcd-abcd' })
    expect(wrong.status).toBe(409)
    await app.store.accounts.updateOne({ _id }, { $unset: { oneTimePasswordUntil: true } })
    const late = await manager.post(slipPath(_id), { password })
    expect(late.text).toContain('Bu parola artık geçerli değil')
  })
})

describe('an account of the unit', () => {
  it('S6 gets a one-time password after a question, and its sessions end at once', async () => {
    const { _id, username } = await newAccount()
    const owner = new Visitor({ url: app.url })
    await owner.signIn(username)
    await owner.page('/')
    const page = await manager.page(accountPath(_id))
    expect(linkTo(page, 'Parolayı sıfırla')).toBe(ACCOUNT_ACT_PATHS.resetPassword(_id))
    const answer = await manager.pressOn(ACCOUNT_ACT_PATHS.resetPassword(_id), 'Parolayı sıfırla')
    const password = passwordIn(answer.text)
    expect((await owner.get('/')).headers.location).toBe('/login')
    expect((await owner.signIn(username)).headers.location).toBe('/login')
    await owner.signIn(username, { password })
    expect((await owner.get('/family')).headers.location).toBe('/password?return=%2Ffamily')
    expect(await audited('passwordReset', _id)).toEqual(DONE)
  })

  it('S6 is disabled after a question, which ends its sessions at once, and enabled again', async () => {
    const { _id, username, name } = await newAccount()
    const owner = new Visitor({ url: app.url })
    const elsewhere = new Visitor({ url: app.url })
    for (const visitor of [owner, elsewhere]) {
      await visitor.signIn(username)
      await visitor.page('/')
    }
    expect((await manager.pressOn(ACCOUNT_ACT_PATHS.disable(_id), 'Hesabı kapat')).status).toBe(303)
    expect((await owner.get('/')).headers.location).toBe('/login')
    await owner.signIn(username)
    expect(await owner.page('/login')).toContain('Hesabınız kapatılmış')
    const page = await manager.page(accountPath(_id))
    expect(page).toContain(`${name} adlı kişinin hesabı kapatıldı.`)
    expect(linkTo(page, 'Parolayı sıfırla')).toBeNull()
    await manager.press(page, 'Hesabı yeniden aç')
    expect((await elsewhere.get('/')).headers.location).toBe('/login')
    expect((await owner.signIn(username)).headers.location).toBe('/')
    const history = await manager.page(accountPath(_id))
    for (const text of ['Hesap kapatıldı', 'Hesap yeniden açıldı', 'Pınar Işık'])
      expect(history).toContain(text)
    expect(await audited('accountDisabled', _id)).toEqual(DONE)
    expect(await audited('accountEnabled', _id)).toEqual(DONE)
  })

  it('S6 has a last day of use that can be set and taken back', async () => {
    const { _id } = await newAccount({ expiresOn: '2020-01-01' })
    const page = await manager.page(accountPath(_id))
    expect(page).toContain('Süresi doldu')
    const day = { 'expiresOn-day': '31', 'expiresOn-month': '12', 'expiresOn-year': '2098' }
    await manager.press(page, 'Günü kaydet', day)
    expect((await app.store.accounts.findById(_id).lean())!.expiresOn).toBe('2098-12-31')
    const none = { 'expiresOn-day': '', 'expiresOn-month': '', 'expiresOn-year': '' }
    await manager.pressOn(accountPath(_id), 'Günü kaydet', none)
    expect((await app.store.accounts.findById(_id).lean())!.expiresOn).toBeUndefined()
    expect(await audited('accountExpirySet', _id)).toEqual([...DONE, ...DONE])
  })

  it('S6 is marked if nobody signed in, ever or for a year, and reviewed once a year', async () => {
    await app.store.accounts.deleteMany({ name: /^Işıl / })
    const longAgo = new Date(Date.now() - 400 * DAY_MS)
    const unused = await newAccount()
    const old = await newAccount({ openedAt: longAgo, lastSignedInAt: longAgo })
    const used = await newAccount({ lastSignedInAt: new Date() })
    const shown = async (which: string) => {
      const html = await manager.page(`${ACCOUNTS}?shown=${which}`)
      return [unused, old, used].filter(({ name }) => html.includes(name))
    }
    expect(await shown('neverSignedIn')).toEqual([unused])
    expect(await shown('notForAYear')).toEqual([old])
    expect(await shown('reviewDue')).toEqual([old])
    expect(await shown('all')).toEqual([unused, old, used])
    const list = await manager.page(`${ACCOUNTS}?shown=reviewDue`)
    expect(list).toContain('Bir yıldır girmedi')
    await manager.press(list, `Hâlâ gerekli: ${old.name}`)
    expect(await shown('reviewDue')).toEqual([])
    expect(await audited('accountConfirmed', old._id)).toEqual(DONE)
  })

  it('S6 S74 is managed by managers of its own unit only: for others it does not exist', async () => {
    const { _id, name } = await newAccount({}, OTHER_UNIT._id)
    const before = await app.store.accounts.findById(_id).lean()
    expect(await manager.page(ACCOUNTS)).not.toContain(name)
    const addresses = [accountPath(_id), ...Object.values(ACCOUNT_ACT_PATHS).map((of) => of(_id))]
    for (const address of [...addresses, slipPath(_id)]) {
      expect([address, (await manager.post(address)).status]).toEqual([address, 404])
      expect([address, (await manager.get(address)).status]).toEqual([address, 404])
    }
    expect(await app.store.accounts.findById(_id).lean()).toEqual(before)
  })

  it('S74 is not managed by its own manager: nobody lifts an own lock', async () => {
    const own = accountId('manager')
    const before = await app.store.accounts.findById(own).lean()
    const page = await manager.page(accountPath(own))
    expect(page).toContain('Bu sizin hesabınız')
    for (const pathOf of Object.values(ACCOUNT_ACT_PATHS)) {
      expect(page).not.toContain(pathOf(own))
      const answer = await manager.post(pathOf(own))
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('Kendi hesabınızda işlem yapamaz')
    }
    expect(await app.store.accounts.findById(own).lean()).toEqual(before)
  })

  it('S6 is not changed by a page that is out of date', async () => {
    const { _id } = await newAccount({ disabledAt: new Date() })
    for (const act of ['disable', 'resetPassword', 'confirm', 'setExpiry'] as const) {
      const answer = await manager.post(ACCOUNT_ACT_PATHS[act](_id), { expiresOn: '' })
      expect([act, answer.status]).toEqual([act, 409])
      expect(answer.text).toContain('Hesabın durumu bu arada değişti')
    }
  })
})

describe('the list', () => {
  it.each(['isil', 'IŞIL', 'ışıl', 'ışıl şen', 'şen', '918273', 'isil.sen'])(
    'S74 is searched with Turkish letters or without them, by name, number and user name: %s',
    async (search) => {
      const one = { _id: 'isil-sen', name: 'Işıl Şen', username: 'isil.sen', registryNo: '918273' }
      await app.store.accounts.deleteOne({ _id: one._id })
      await newAccount(one)
      await newAccount({ _id: 'baska', name: 'Başka Biri' }).catch(() => undefined)
      const answer = await manager.pressOn(ACCOUNTS, 'Ara', { search })
      expect(answer.text).toContain('>Işıl Şen<')
      expect(answer.text).not.toContain('Başka Biri')
    },
  )

  it('S74 D12 audits who looked, and no address and no log line contains what was searched', async () => {
    await app.store.connection.collection('auditEntries').deleteMany({ event: 'accountListOpened' })
    await manager.pressOn(ACCOUNTS, 'Ara', { search: 'Aranan Kişi' })
    expect(await audited('accountListOpened', UNIT._id)).toEqual([...DONE, ...DONE])
    expect(app.portalLog()).not.toContain('Aranan')
  })

  it('S74 is paged by the Turkish alphabet', async () => {
    const names = Array.from('ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ', (letter) => `${letter}aa Sayfa`)
    await Promise.all(names.map((name) => newAccount({ name })))
    const first = await manager.page(ACCOUNTS)
    const second = await manager.page(linkTo(first, 'Sonraki →')!.replaceAll('&amp;', '&'))
    const shown = [first, second].flatMap((html) =>
      [...html.matchAll(/>(\p{L}aa Sayfa)</gu)].map(([, name]) => name),
    )
    expect(shown).toEqual(names.slice(0, shown.length))
    expect(shown.length).toBeGreaterThan(25)
  })
})

describe('staff without an account', () => {
  it('S6 find their manager from the login page, by unit and phone number', async () => {
    const stranger = new Visitor({ url: app.url })
    const login = await stranger.page('/login')
    expect(linkTo(login, 'Biriminizin Proje Yöneticisine nasıl ulaşırsınız?')).toBe(UNITS)
    const all = await stranger.page(UNITS)
    for (const { name, phone } of [UNIT, OTHER_UNIT]) {
      expect(all).toContain(name)
      expect(all).toContain(phone)
    }
    const chosen = await stranger.page(`${UNITS}?unit=${OTHER_UNIT._id}`)
    expect(chosen.split('Bütün birimler')[0]).toContain(OTHER_UNIT.phone)
    expect(all).not.toContain('Pınar Işık')
  })
})

it('answers values that it does not know in its own words, on every page of a manager', async () => {
  const [member, account] = [await newStaff('Eski Sayfa'), await newAccount()]
  const params = { staffId: member._id, accountId: account._id }
  const pages = app.routes.filter(({ path }) => path.startsWith(ACCOUNTS) || path === '/password')
  await expectOwnWordsEverywhere(await app.signedIn('manager'), pages, params)
})

it('S6 S74 the pages of a manager are closed to staff', async () => {
  const staff = await app.signedIn('mother')
  const pages = app.routes.filter(({ path }) => path.startsWith(ACCOUNTS))
  expect(pages.length).toBeGreaterThan(10)
  for (const { method, path, access } of pages) {
    expect(access).toEqual(['projectManager'])
    const address = path.replace(/:\w+/g, 'x')
    const answer = method === 'get' ? await staff.get(address) : await staff.post(address)
    expect([address, answer.status]).toEqual([address, 403])
  }
})

it('S7 S74 the home page of a manager shows the accounts and what is to be done', async () => {
  const home = await manager.page('/')
  expect(home).toContain('Biriminizin hesapları')
  expect(home).toContain(`href="${ACCOUNTS}?shown=reviewDue&amp;page=1"`)
})
