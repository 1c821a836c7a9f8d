/** The table at the end of a start: what runs, where, and who can log in. */
import { DEMO_PASSWORD } from '../../services/kps/people/account'
import { namedStaff } from '../../services/kps/people/namedStaff'
import type { CertificateAccess } from './certificates'
import type { StarterConfig } from './config'
import { messages } from './messages'
import type { RunningServers } from './servers/startServers'

const { table } = messages

/** @param certificates of the demo; null if its accounts do not exist */
export function summary(
  config: StarterConfig,
  { temporal, mongo, s3 }: RunningServers,
  certificates: CertificateAccess | null,
): string {
  const withDemo = certificates !== null
  const { PORTAL_PORT, BUREAU_PORT } = config.ports
  const ofBureau = namedStaff.filter(
    ({ roles }) => roles.includes('clerk') || roles.includes('head'),
  )
  const ofPortal = namedStaff.filter(
    ({ roles }) => roles.includes('staff') || roles.includes('projectManager'),
  )
  const names = (accounts: typeof namedStaff) =>
    withDemo ? accounts.map(({ username }) => username).join(', ') : ''
  const rows = [
    [table.what, table.address, table.login],
    [table.portal, `http://localhost:${PORTAL_PORT}`, names(ofPortal)],
    [table.bureau, `http://localhost:${BUREAU_PORT}`, names(ofBureau)],
    ...(temporal.webAddress === null ? [] : [[table.temporalWeb, temporal.webAddress, '']]),
    [table.temporal, temporal.address, ''],
    [table.mongo, new URL(mongo.url).host, ''],
    [table.s3, s3.endpoint, ''],
    ...(config.kps === null
      ? [[table.kps, `http://localhost:${config.ports.KPS_PAGE_PORT}`, '']]
      : []),
  ]
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map(([what, address, login]) =>
    `  ${what!.padEnd(widths[0]!)}  ${address!.padEnd(widths[1]!)}  ${login!}`.trimEnd(),
  )
  return [
    ...lines,
    '',
    ...(certificates === null
      ? []
      : [
          `  ${messages.password(DEMO_PASSWORD)}`,
          `  ${messages.certificateFiles(certificates.folder)}`,
          `  ${messages.certificateImport(DEMO_PASSWORD)}`,
        ]),
    `  ${messages.logs(`${config.dataDir}/logs`)}`,
  ].join('\n')
}
