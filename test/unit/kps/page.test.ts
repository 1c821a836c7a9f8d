/** The page of the stand-in of KPS: anybody can try how the portal behaves. */
import supertest from 'supertest'
import { createGateway } from '../../../services/kps/gateway/gateway'
import type { Gateway } from '../../../services/kps/gateway/gateway'
import { createPage } from '../../../services/kps/page'
import { demoAccounts, registeredFamilies } from '../../../services/kps/people/people'
import { createRegister, shifted } from '../../../services/kps/register'
import type { Register } from '../../../services/kps/register'
import { htmlFaults } from '../../support/validHtml'

const family = registeredFamilies.find(({ staff }) => staff.username === 'personel1')!
const ownNumber = family.staff.person.identityNumber

let register: Register
let gateway: Gateway
let page: ReturnType<typeof supertest>
beforeEach(() => {
  const relatives = registeredFamilies.flatMap(({ members }) => members.map(({ person }) => person))
  register = createRegister({
    people: [...demoAccounts.map(({ person }) => person), ...relatives],
    families: registeredFamilies,
    today: () => '2026-11-27',
  })
  const credentials = { username: 'pyk', password: 'parola' }
  gateway = createGateway({ register, credentials, service: 'Servis', date: '2025/08/01' })
  page = supertest(createPage(gateway, register, registeredFamilies))
})

const press = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) => page.post(path).set(headers).type('form').send(fields)
const names = (number = ownNumber) =>
  register.familyOf(number)!.relatives.map(({ person }) => person.name)

it('is valid HTML', async () => {
  const { text } = await page.get('/').expect(200)
  expect(await htmlFaults(text)).toEqual([])
})

it('names every way to answer and every relative, and no identity number (D12)', async () => {
  const { text } = await page.get('/').expect(200)
  for (const words of ['Normal', 'Yavaş', 'Arızalı', 'Yetkisiz', 'Boş', 'Işıl Yıldırım'])
    expect(text).toContain(words)
  expect(text).not.toMatch(/\d{11}/)
})

it.each(['slow', 'fault', 'notAuthorised', 'empty', 'normal'])('switches to %s', async (mode) => {
  await press('/mode', { mode }).expect(303)
  expect(gateway.mode).toBe(mode)
  expect((await page.get('/')).text).toContain(`value="${mode}" checked`)
})

it('lets a relative die or leave, and takes that back', async () => {
  const event = (what: string) =>
    press('/event', { username: 'personel1', relative: '0', event: what })
  await event('died').expect(303)
  expect(register.familyOf(ownNumber)!.relatives[0]!.person.dead).toBe(true)
  await event('left').expect(303)
  expect(names()).not.toContain('Çağrı')
  await event('none').expect(303)
  expect(names()).toContain('Çağrı')
})

it('is switched by nobody else’s page', async () => {
  await press('/mode', { mode: 'fault' }, { Origin: 'https://example.org' }).expect(403)
  expect(gateway.mode).toBe('normal')
})

it('refuses what its forms do not contain', async () => {
  await press('/mode', { mode: 'perhaps' }).expect(400)
  await press('/event', { username: 'personel1', relative: 'x', event: 'died' }).expect(400)
})

it('knows copies of the demo’s people with their own numbers, and nobody else', () => {
  expect(names(shifted(ownNumber, 7))).toEqual(names())
  expect(register.familyOf(shifted(ownNumber, 7))!.person.identityNumber).toBe(
    shifted(ownNumber, 7),
  )
  expect(register.familyOf('10000000146')).toBeNull()
  expect(register.familyOf('99000000158')).toBeNull()
})
