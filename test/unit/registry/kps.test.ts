/** The client of KPS against the stand-in's gateway, over TLS: what each side accepts. */
import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { namedFamilies } from '../../../services/kps/people/namedStaff'
import { registeredFamilies } from '../../../services/kps/people/people'
import { registerOnlyFamilies } from '../../../services/kps/people/registerOnly'
import { birthDateOn } from '../../../services/kps/people/person'
import {
  RegistryAnswerUnreadable,
  RegistryFault,
  RegistryNotAuthorised,
  RegistryTokenRefused,
  RegistryUnavailable,
} from '../../../services/shared/registry/errors'
import { endorse, timestampXml } from '../../../services/shared/registry/kps/endorsement'
import { endorsedQuery } from '../../../services/shared/registry/kps/endorsedQuery'
import { createKpsFamilyRegistry } from '../../../services/shared/registry/kps/kpsFamilyRegistry'
import type { KpsSettings } from '../../../services/shared/registry/kps/kpsFamilyRegistry'
import { createTokenCache, issueToken } from '../../../services/shared/registry/kps/securityToken'
import type { SecurityToken } from '../../../services/shared/registry/kps/securityToken'
import { soapCall } from '../../../services/shared/registry/kps/soapCall'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { startGateway } from '../../support/kpsGateway'
import type { TestGateway } from '../../support/kpsGateway'

let kps: TestGateway
beforeAll(async () => {
  kps = await startGateway({ slowness: () => pause(1_000) })
})
afterAll(() => kps?.close())
beforeEach(() => {
  kps.gateway.mode = 'normal'
})

/** One for each hard case of the requirements, and the named families. */
const CASES = [...registerOnlyFamilies, ...namedFamilies]
const familyNamed = (username: string) =>
  registeredFamilies.find(({ staff }) => staff.username === username)!
const numberOf = (username: string) => familyNamed(username).staff.person.identityNumber
const ask = (over: Partial<KpsSettings> = {}, username = 'personel1') =>
  createKpsFamilyRegistry({ ...kps.settings, ...over }).familyOf({
    identityNumber: numberOf(username),
    askedBy: '184501',
  })
const question = () => ({ identityNumber: numberOf('personel1'), askedBy: '184501' })
const token = () =>
  issueToken({
    ...kps.settings,
    endpoint: kps.settings.issuerEndpoint,
    appliesTo: kps.settings.endpoint,
  })
const send = (message: string) => soapCall(kps.settings, message)

describe('a family', () => {
  it('S17 S76 is read with relation, name and date of birth, names as people write them', async () => {
    const { relatives } = await ask()
    const today = istanbulDayOf(new Date().toISOString())
    expect(relatives).toEqual(
      familyNamed('personel1').members.map(({ relation, person }) => ({
        relation,
        identityNumber: person.identityNumber,
        name: person.name,
        surname: person.surname,
        birthDate: birthDateOn(today, person.age),
        dead: false,
      })),
    )
  })

  it.each(CASES.map((family) => [family.staff.username, family] as const))(
    'S17 of %s has everybody the register knows',
    async (username, { members }) => {
      const { relatives } = await ask({}, username)
      expect(relatives.map(({ name, surname }) => `${name} ${surname}`)).toEqual(
        members.map(({ person }) => `${person.name} ${person.surname}`),
      )
    },
  )

  it('D4 keeps a day and a month that the register does not know as unknown', async () => {
    const { relatives } = await ask({}, 'gunsuz.tarih')
    expect(relatives.map(({ birthDate: { month, day } }) => [month > 0, day > 0])).toEqual([
      [true, false],
      [false, false],
    ])
  })

  it('shows who has died', async () => {
    const { relatives } = await ask({}, 'esi.vefat')
    expect(relatives.map(({ dead }) => dead)).toEqual([true, false])
  })

  it('contains no religion, address, blood group or photo', async () => {
    const { relatives } = await ask()
    const fields = new Set(relatives.flatMap((relative) => Object.keys(relative)))
    expect([...fields].sort()).toEqual(
      ['birthDate', 'dead', 'identityNumber', 'name', 'relation', 'surname'].sort(),
    )
  })

  it('has the same hash as long as the register says the same', async () => {
    const [first, again, other] = [await ask(), await ask(), await ask({}, 'personel3')]
    expect(again.hash).toBe(first.hash)
    expect(other.hash).not.toBe(first.hash)
  })

  it('S15 is empty only when the register lists neither spouse nor child', async () => {
    kps.gateway.mode = 'empty'
    expect((await ask()).relatives).toEqual([])
  })
})

describe('the asking official', () => {
  it('is named to the register', async () => {
    await ask()
    expect(kps.gateway.queries.at(-1)).toMatchObject({ askedBy: '184501' })
  })

  it('must be named', async () => {
    const message = endorsedQuery(kps.settings, await token(), question())
    const unnamed = message.replace(/<Sorgulayan .*<\/Sorgulayan>/, '')
    await expect(send(unnamed)).rejects.toMatchObject({
      name: 'RegistryFault',
      code: 'a:MissingHeader',
    })
  })
})

describe('the signature', () => {
  it('is HMAC-SHA1 over the exclusive canonical form, computed here by hand', () => {
    const key = Buffer.alloc(32, 5)
    const timestamp = timestampXml(new Date('2026-11-27T08:00:00Z'))
    const signature = endorse(timestamp, key, '_id')
    const digest = /<DigestValue>(.*)<\/DigestValue>/.exec(signature)![1]!
    const algorithm = (element: string, name: string) =>
      `<${element} Algorithm="${name}"></${element}>`
    const c14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'
    const signedInfo =
      '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">' +
      algorithm('CanonicalizationMethod', c14n) +
      algorithm('SignatureMethod', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1') +
      `<Reference URI="#_0"><Transforms>${algorithm('Transform', c14n)}</Transforms>` +
      algorithm('DigestMethod', 'http://www.w3.org/2000/09/xmldsig#sha1') +
      `<DigestValue>${digest}</DigestValue></Reference></SignedInfo>`
    const expected = createHmac('sha1', key).update(signedInfo).digest('base64')
    expect(signature).toContain(`<SignatureValue>${expected}</SignatureValue>`)
    expect(signature).toContain('#SAMLAssertionID">_id</o:KeyIdentifier>')
  })

  it.each<[string, (token: SecurityToken, message: string) => string]>([
    [
      'with another key',
      (given) => endorsedQuery(kps.settings, { ...given, key: Buffer.alloc(32) }, question()),
    ],
    [
      'over another timestamp',
      (_given, message) =>
        message.replace(/<u:Created>[^<]*/, `<u:Created>${new Date(0).toISOString()}`),
    ],
    ['that is missing', (_given, message) => message.replace(/<Signature .*<\/Signature>/, '')],
    [
      'in the wrong place',
      (given, message) => {
        const signature = /<Signature .*<\/Signature>/.exec(message)![0]
        return message.replace(signature, '').replace(given.xml, `${signature}${given.xml}`)
      },
    ],
  ])('%s is refused with the fault of WS-Security', async (_how, forge) => {
    const given = await token()
    const message = forge(given, endorsedQuery(kps.settings, given, question()))
    await expect(send(message)).rejects.toMatchObject({ code: 'a:InvalidSecurity' })
  })

  it('of a message that is too old is refused', async () => {
    let now = Date.now()
    const late = await startGateway({ now: () => now })
    const { settings } = late
    const given = await issueToken({
      ...settings,
      endpoint: settings.issuerEndpoint,
      appliesTo: settings.endpoint,
    })
    const message = endorsedQuery(settings, given, question())
    now += 15 * 60_000
    await expect(soapCall(settings, message)).rejects.toMatchObject({ code: 'a:InvalidSecurity' })
    await late.close()
  })
})

describe('the security token', () => {
  it('is passed on byte for byte; one that was rebuilt is refused', async () => {
    const given = await token()
    expect(endorsedQuery(kps.settings, given, question())).toContain(given.xml)
    const rebuilt = { ...given, xml: given.xml.replaceAll("'", '"') }
    await expect(send(endorsedQuery(kps.settings, rebuilt, question()))).rejects.toMatchObject({
      name: 'RegistryTokenRefused',
      code: 'a:InvalidSecurityToken',
    })
  })

  it('serves many queries', async () => {
    const registry = createKpsFamilyRegistry(kps.settings)
    const before = kps.gateway.issued
    await Promise.all(Array.from({ length: 5 }, () => registry.familyOf(question())))
    await registry.familyOf(question())
    expect(kps.gateway.issued - before).toBe(1)
  })

  it('is replaced once when the gateway no longer knows it', async () => {
    const registry = createKpsFamilyRegistry(kps.settings)
    await registry.familyOf(question())
    kps.gateway.forgetTokens()
    expect((await registry.familyOf(question())).relatives).not.toEqual([])
  })

  it('is not accepted after its lifetime', async () => {
    const short = await startGateway({ tokenValidMs: 1 })
    const asking = createKpsFamilyRegistry(short.settings).familyOf(question())
    await expect(asking).rejects.toBeInstanceOf(RegistryTokenRefused)
    await short.close()
  })

  it('is renewed shortly before it ends, once for all who wait, and again after a failure', async () => {
    let now = 0
    let issues = 0
    const issue = jest.fn(async () => {
      await Promise.resolve()
      issues += 1
      if (issues === 2) throw new RegistryUnavailable('timeout')
      return {
        xml: '',
        assertionId: `_${issues}`,
        key: Buffer.alloc(1),
        expiresAt: now + 3_600_000,
      }
    })
    const cache = createTokenCache(issue, () => now)
    const [one, other] = await Promise.all([cache.current(), cache.current()])
    expect([one.assertionId, other.assertionId]).toEqual(['_1', '_1'])
    now = 3_500_000
    expect((await cache.current()).assertionId).toBe('_1')
    now = 3_541_000
    await expect(cache.current()).rejects.toBeInstanceOf(RegistryUnavailable)
    expect((await cache.current()).assertionId).toBe('_3')
    expect(issue).toHaveBeenCalledTimes(3)
  })
})

describe('D9 a failure', () => {
  it('of the service keeps the code and reason of the SOAP fault', async () => {
    kps.gateway.mode = 'fault'
    await expect(ask()).rejects.toMatchObject({
      constructor: RegistryFault,
      code: 'a:InternalServiceFault',
      reason: 'The server was unable to process the request due to an internal error.',
    })
  })

  it.each([
    ['a wrong password', {}, { password: 'yanlış' }, /^ID3242/],
    ['a missing right', { mode: 'notAuthorised' as const }, {}, /^Access is denied/],
  ])('from %s is reported as not authorised', async (_what, gateway, over, reason) => {
    Object.assign(kps.gateway, gateway)
    await expect(ask(over)).rejects.toMatchObject({
      constructor: RegistryNotAuthorised,
      code: 'a:FailedAuthentication',
      reason: expect.stringMatching(reason) as string,
    })
  })

  it('to answer in time is a time-out, and none to connect names the cause', async () => {
    kps.gateway.mode = 'slow'
    await expect(ask({ answerWithinMs: 300 })).rejects.toMatchObject({
      constructor: RegistryUnavailable,
      code: 'timeout',
    })
    // Nothing listens on the discard port.
    await expect(ask({ issuerEndpoint: 'https://127.0.0.1:9/' })).rejects.toMatchObject({
      constructor: RegistryUnavailable,
      code: 'ECONNREFUSED',
    })
  })

  it('to prove who the server is ends the call before the password is sent', async () => {
    const before = kps.gateway.issued
    await expect(ask({ ca: undefined })).rejects.toBeInstanceOf(RegistryUnavailable)
    expect(kps.gateway.issued).toBe(before)
  })

  it('to find the person, or the service of this date, is never an empty family', async () => {
    const nobody = createKpsFamilyRegistry(kps.settings).familyOf({
      identityNumber: '10000000146',
      askedBy: '184501',
    })
    await expect(nobody).rejects.toMatchObject({ code: 'HataBilgisi:2' })
    await expect(ask({ date: '2011/01/01' })).rejects.toMatchObject({
      code: 'a:ActionNotSupported',
    })
  })

  it('to understand a kinship is an error, since nobody may silently disappear', async () => {
    const { relationCodes } = kps.settings
    const asking = ask({ relationCodes: { ...relationCodes, 3: undefined } as never })
    await expect(asking).rejects.toMatchObject({
      constructor: RegistryAnswerUnreadable,
      code: 'Yakinlik:3',
    })
  })
})
