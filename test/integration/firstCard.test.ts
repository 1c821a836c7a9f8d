/**
 * The way of deploy/README.md from an empty system to the first card: the operators' commands as the
 * image runs them, and then people in the two web apps. Each process has a user of its own in the
 * record, with the rights that the compose file gives it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keepAllRunning, stopInOrder } from '../../deploy/local/children/keepAllRunning'
import type { KeptChild } from '../../deploy/local/children/keepRunning'
import { demoAccounts, registeredFamilies } from '../../services/kps/people/people'
import { cardProductionWorkflowId } from '../../workflows/contract'
import { ACCOUNTS, FAMILY, NEW_ACCOUNT } from '../../services/portal/paths'
import type { RecordRole } from '../../deploy/image/prepare/roles'
import { createImageTree } from '../support/compose/imageTree'
import type { ImageTree } from '../support/compose/imageTree'
import { linkTo } from '../support/htmlForm'
import { startSecuredRecord } from '../support/securedMongod'
import type { SecuredRecord } from '../support/securedMongod'
import { uploadGood } from '../support/portalCases'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { Visitor } from '../support/visitor'
import { NEW_PASSWORD } from '../support/webServer'
import { atFreePorts } from '../support/webPorts'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

const named = (username: string) => demoAccounts.find((account) => account.username === username)!
/** Staff of one unit with a child of 18, its manager to be, and a clerk of the bureau. */
const applicant = named('tek.cocuk')
const manager = named('yonetici.1030')
const clerk = named('buro2')
const relative = registeredFamilies.find(({ staff }) => staff === applicant)!.members[0]!.person

let world: TestWorld
let record: SecuredRecord
let image: ImageTree
let product: Product
let processes: KeptChild[]
let urls: Record<'portal' | 'bureau', string>
const folder = mkdtempSync(path.join(tmpdir(), 'pyk-first-card-'))

beforeAll(async () => {
  ;[world, image] = await Promise.all([createTestWorld(), createImageTree()])
  record = await startSecuredRecord(world.auditKeys)
  product = await startProduct({ ...world, mongoUrl: record.urlOf('root') }, (name) =>
    record.urlOf(name as RecordRole),
  )
  const { ports, programs } = await atFreePorts(product)
  const { kps, registry } = product.register
  processes = await keepAllRunning([...programs, kps, registry])
  urls = {
    portal: `http://127.0.0.1:${ports.portal}`,
    bureau: `http://127.0.0.1:${ports.bureau}`,
  }
}, 120_000)
afterAll(async () => {
  await stopInOrder(processes ?? [])
  await product?.stop()
  await record?.stop()
  image?.remove()
  rmSync(folder, { recursive: true, force: true })
  await world?.cleanUp()
})

/** Runs a command as deploy/README.md shows it. */
async function operate(name: string, ...args: string[]) {
  const { identityKeys, identityHmacKey } = product.identity
  return image.run(['node', `dist/deploy/image/commands/${name}.js`, ...args], {
    MONGO_URL: record.urlOf('operator'),
    AUDIT_KEYS: world.auditKeys,
    IDENTITY_KEYS: identityKeys,
    IDENTITY_HMAC_KEY: identityHmacKey,
    TEMPORAL_ADDRESS: world.temporal.address,
    TEMPORAL_NAMESPACE: world.temporal.namespace,
  })
}

function table(name: string, ...lines: string[]): string {
  const file = path.join(folder, name)
  writeFileSync(file, `\ufeff${lines.join('\r\n')}\r\n`)
  return file
}

const line = ({ registryNo, person, unit }: typeof clerk) =>
  [registryNo, person.identityNumber, person.name, person.surname, unit].join(';')
const unitsFile = () =>
  table(
    'birimler.csv',
    'kod;ad;telefon;yoneticiler',
    `1030;Personel Genel Müdürlüğü;0312 555 10 30;${manager.registryNo}`,
    '1090;Kimlik Bürosu;0312 555 10 90;',
  )
const staffFile = () =>
  table('personel.csv', 'sicil;tckn;ad;soyad;birim', ...[applicant, manager, clerk].map(line))

/** What the account command prints for the person. */
function handedOut(said: string) {
  const found = (key: string) => new RegExp(`^${key}: (\\S+)$`, 'm').exec(said)![1]!
  return { username: found('Kullanıcı adı'), password: found('Tek kullanımlık parola') }
}

/** Signs in with a one-time password and replaces it. */
async function firstLogin(
  app: 'portal' | 'bureau',
  { username, password }: { username: string; password: string },
): Promise<Visitor> {
  const person = new Visitor({ url: urls[app] })
  await person.signIn(username, { password })
  const entered = { password, newPassword: NEW_PASSWORD, newPasswordAgain: NEW_PASSWORD }
  const changed = await person.pressOn('/password', 'Parolayı kaydet', entered)
  expect(changed.status).toBe(303)
  return person
}

it('S6 S74 leads from an empty system to an approved card', async () => {
  const { store } = product
  expect(await store.accounts.countDocuments()).toBe(0)

  // The units and the staff register: first a dry run, then for real.
  expect(await operate('units', unitsFile())).toMatchObject({
    code: 0,
    said: expect.stringMatching(/Eklenecek 2,[^]*Not: [^]*hiçbir şey yazılmadı/),
  })
  expect(await store.units.countDocuments()).toBe(0)
  expect(await operate('units', unitsFile(), '--apply')).toMatchObject({ code: 0 })
  expect(await operate('staff', staffFile(), '--apply')).toMatchObject({ code: 0 })
  expect(await store.staff.countDocuments()).toBe(3)

  // The first project manager, from the command line.
  const roleOf = (role: string, { registryNo }: typeof clerk) =>
    operate('account', '--role', role, '--registry-no', registryNo)
  const opened = await roleOf('projectManager', manager)
  expect(opened.code).toBe(0)
  const pm = await firstLogin('portal', handedOut(opened.said))

  // The manager opens the account of the applicant and hands out the password.
  const href = linkTo(
    await pm.page(NEW_ACCOUNT),
    `Hesap aç: ${applicant.person.name} ${applicant.person.surname}`,
  )
  const slip = await pm.pressOn(href!, 'Hesabı aç')
  const password = /pyk-secret__text">([^<]+)</.exec(slip.text)![1]!
  const username = 'sevgi.ulusoy'
  expect(slip.text).toContain(username)
  const staff = await firstLogin('portal', { username, password })
  expect(await pm.page(ACCOUNTS)).toContain(username)

  // The family comes from the register; the card is requested.
  const name = `${relative.name} ${relative.surname}`
  await staff.page('/')
  const request = await waitFor(
    async () => linkTo(await staff.page(FAMILY), `Kart talep et: ${name}`),
    { what: 'the family', timeoutMs: 30_000 },
  )
  await uploadGood(staff, request, ['photo', 'receipt'])
  await staff.pressOn(request, 'Kaydet', { responsibility: 'accepted' })
  const { _id } = await waitFor(() => store.requests.findOne({ subState: 'inReview' }).lean(), {
    what: 'the request',
    timeoutMs: 30_000,
  })

  // A clerk's account, also from the command line, and the decision.
  const reviewer = await firstLogin('bureau', handedOut((await roleOf('clerk', clerk)).said))
  const found = await reviewer.post('/search', { sought: applicant.registryNo })
  expect(await reviewer.page(found.headers['location']!)).toContain(`/requests/${_id}`)
  await reviewer.pressOn(`/requests/${_id}/review`, 'Hemen gönder', { outcome: 'approved' })
  await waitFor(() => store.requests.exists({ _id, status: 'approved' }), { what: 'the approval' })
  expect(await store.cards.countDocuments({ cancelledAt: null })).toBe(1)
  expect(await staff.page(FAMILY)).toContain('Onaylandı')
}, 120_000)

describe('the commands', () => {
  it('S74 report every fault by line, and write nothing then', async () => {
    const before = await product.store.units.find().lean()
    const file = table(
      'hatali.csv',
      'kod;ad;telefon;yoneticiler',
      '2006;Ankara Valiliği;0312 555 20 06;',
      ';Adsız;;',
      `2034;İstanbul Valiliği;0212 555 20 34;${manager.registryNo}`,
    )
    const wrongFile = await operate('units', file, '--apply')
    expect(wrongFile).toMatchObject({ code: 1 })
    expect(wrongFile.said).toContain('Satır 3: kod boş\nSatır 3: telefon boş\n2 hata var')
    const elsewhere = table(
      'baska.csv',
      'kod;ad;telefon;yoneticiler',
      `2034;İstanbul Valiliği;0212 555 20 34;${manager.registryNo}`,
    )
    expect((await operate('units', elsewhere, '--apply')).said).toContain(
      `Satır 2: ${manager.registryNo} sicilli personel bu birimde değil, 1030 kodlu birimde`,
    )
    expect(await product.store.units.find().lean()).toEqual(before)
    const unknownUnit = table('kisi.csv', 'sicil;tckn;ad;soyad;birim', line(named('personel5')))
    expect((await operate('staff', unknownUnit, '--apply')).said).toContain(
      'Satır 2: 1040 kodlu birim yüklü değil',
    )
  })

  it('S74 change nothing when they load the same again', async () => {
    const said = (await operate('units', unitsFile(), '--apply')).said
    expect(said).toContain('Eklenecek 0, değişecek 0, aynı kalan 2')
    expect((await operate('staff', staffFile(), '--apply')).said).toContain('aynı kalan 3')
  })

  it('S6 S74 take the role from a manager who moves to another unit; the account moves along', async () => {
    const { store } = product
    const moved = table(
      'tasinan.csv',
      'sicil;tckn;ad;soyad;birim',
      line({ ...manager, unit: '1090' }),
    )
    expect((await operate('staff', moved, '--apply')).said).toContain(
      'Artık Proje Yöneticisi değil',
    )
    const account = await store.accounts.findOne({ registryNo: manager.registryNo }).lean()
    expect(account).toMatchObject({ unitCode: '1090', unitName: 'Kimlik Bürosu', roles: [] })
    expect(await store.units.exists({ managers: manager.registryNo })).toBeNull()
    expect(
      await store.auditEntries.exists({ event: 'roleTaken', actor: 'operator' }),
    ).not.toBeNull()
  })

  it('D9 begin a lost run again, with rights to order it and none to change the request itself', async () => {
    const request = await product.store.requests.findOne({ open: false }).orFail().lean()
    const production = product.client.workflow.getHandle(cardProductionWorkflowId(request.cardId!))
    await production.terminate()
    expect(await operate('repair', request.number, '--yes')).toMatchObject({
      code: 0,
      said: expect.stringContaining('Süreç yeniden başlatıldı'),
    })
    await waitFor(
      () => product.store.requests.exists({ _id: request._id, 'audit.action': 'repaired' }),
      { what: 'the line of the repair' },
    )
  })

  it('S6 give a role and a new one-time password to an existing account', async () => {
    const { registryNo } = applicant
    const given = await operate('account', '--role', 'projectManager', '--registry-no', registryNo)
    expect(given.said).toContain('sevgi.ulusoy hesabının yetkileri: staff, projectManager')
    expect(given.said).not.toContain('parola')
    const reset = await operate(
      'account',
      ...['--role', 'staff', '--registry-no', registryNo, '--reset'],
    )
    expect(handedOut(reset.said).username).toBe('sevgi.ulusoy')
  })

  it.each([
    ['units', [], 'Kullanım: npm run units'],
    ['units', ['yok.csv'], 'Dosya okunamıyor: yok.csv'],
    ['units', ['a.csv', '--force'], 'Kullanım: npm run units'],
    ['staff', [], 'Kullanım: npm run staff'],
    ['account', ['--role', 'king', '--registry-no', '1'], 'Kullanım: npm run account'],
    ['account', ['--role', 'staff', '--registry-no', '0'], 'kimse personel kaydında yok'],
  ])('S6 say how they are used: %s %j', async (name, args, text) => {
    const { code, said } = await operate(name, ...args)
    expect(code).toBe(1)
    expect(said).toContain(text)
    expect(said).not.toContain(' at ')
  })
})

it('S6 D12 nothing that was handed out is in the logs', () => {
  const logs = product.logged()
  expect(logs).not.toContain(applicant.person.identityNumber)
  expect(logs).not.toContain(NEW_PASSWORD)
})

it('S6 deploy/README.md shows these commands', () => {
  const readme = readFileSync('deploy/README.md', 'utf8')
  for (const name of ['units', 'staff', 'account'])
    expect(readme).toContain(`dist/deploy/image/commands/${name}.js`)
})
