/** The setting PUBLIC_URL (S3): each app has one address, which the operator chooses. */
import { readBureauConfig } from '../../../services/bureau/config'
import { readPortalConfig } from '../../../services/portal/config'
import { ConfigurationError } from '../../../services/shared/config/environment'
import { readComposeFile } from '../../support/compose/composeFile'
import { freshVariables } from '../../support/compose/variables'

const variables = freshVariables()

describe.each([
  ['portal', 'PORTAL_URL', readPortalConfig],
  ['bureau', 'BUREAU_URL', readBureauConfig],
] as const)('S3 the %s', (name, variable, readConfig) => {
  /** The address if the operator fills in this value. */
  const addressOf = (value: string) => {
    const { services } = readComposeFile({ ...variables, [variable]: value })
    return readConfig(services[name]!.environment).PUBLIC_URL
  }

  it.each([
    ['https://www.e-icisleri.gov.tr', 'https://www.e-icisleri.gov.tr'],
    ['https://www.e-icisleri.gov.tr/', 'https://www.e-icisleri.gov.tr'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('takes %s as its address', (value, origin) => {
    expect(addressOf(value)).toBe(origin)
  })

  it.each([
    'www.e-icisleri.gov.tr',
    'ftp://www.e-icisleri.gov.tr',
    'https://www.e-icisleri.gov.tr/kart',
    'https://www.e-icisleri.gov.tr?x=1',
    'https://biri@www.e-icisleri.gov.tr',
  ])('does not start with %s', (value) => {
    expect(() => addressOf(value)).toThrow(ConfigurationError)
    expect(() => addressOf(value)).toThrow('PUBLIC_URL')
  })

  it('does not start without an address', () => {
    const { environment } = readComposeFile(variables).services[name]!
    expect(() => readConfig({ ...environment, PUBLIC_URL: undefined })).toThrow(
      'PUBLIC_URL: verilmemiş',
    )
  })
})
