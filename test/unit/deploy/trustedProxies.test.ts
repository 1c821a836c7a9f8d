/** The setting TRUSTED_PROXIES: a proxy is trusted because an operator listed it. */
import { readBureauConfig } from '../../../services/bureau/config'
import { readPortalConfig } from '../../../services/portal/config'
import { ConfigurationError } from '../../../services/shared/config/environment'
import { readComposeFile } from '../../support/compose/composeFile'
import { freshVariables } from '../../support/compose/variables'

const compose = readComposeFile(freshVariables())

describe.each([
  ['portal', readPortalConfig],
  ['bureau', readBureauConfig],
] as const)('the %s', (name, readConfig) => {
  const { environment } = compose.services[name]!
  const proxies = (TRUSTED_PROXIES: string | undefined) => {
    const { TRUSTED_PROXIES: _default, ...others } = environment
    return readConfig(TRUSTED_PROXIES === undefined ? others : { ...others, TRUSTED_PROXIES })
      .TRUSTED_PROXIES
  }

  it('reads addresses and networks', () => {
    expect(proxies('10.0.0.4, 10.1.0.0/16,::1,fd00::/8')).toEqual([
      '10.0.0.4',
      '10.1.0.0/16',
      '::1',
      'fd00::/8',
    ])
  })

  it('trusts no proxy when the list is empty', () => {
    expect(proxies('')).toEqual([])
  })

  it.each([
    '1',
    'true',
    'proxy.example',
    '10.0.0.4/33',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.4/',
    '10.0.0',
  ])('does not start with %s', (setting) => {
    expect(() => proxies(setting)).toThrow(ConfigurationError)
  })

  it('does not start without the setting', () => {
    expect(() => proxies(undefined)).toThrow('TRUSTED_PROXIES: verilmemiş')
  })
})

it('defaults in the compose file to a proxy on the same machine', () => {
  const subnet = compose.networks['web']!.ipam!.config[0].subnet
  const firstAddress = subnet.replace(/\.0\/\d+$/, '.1')
  expect(compose.services['portal']!.environment).toHaveProperty('TRUSTED_PROXIES', firstAddress)
})
