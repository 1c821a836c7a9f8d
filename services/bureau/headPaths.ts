/** Addresses of the pages for the head of the bureau. As in paths.ts, they carry codes and days only. */
import { z } from 'zod'
import type { ClerkAction } from '../../workflows/domain/clerkActions'
import { isRejectionReason } from '../../workflows/domain/reasons'
import type { RejectionReason } from '../../workflows/domain/reasons'
import { ID } from '../../workflows/domain/readMessage'
import { AUDIT_OUTCOMES } from '../shared/store/auditEntry'
import type { AuditFilter, AuditPlace } from './operations/auditTrail'
import { CURRENT_PERIODS } from './period'
import type { PeriodChoice } from './period'
import { STATISTICS_TABLES } from './viewModels/statistics'
import type { StatisticsTable } from './viewModels/statistics'

/** What the head finds in one place. */
export const MANAGEMENT = '/management'
export const STATISTICS = `${MANAGEMENT}/statistics`
export const STATISTICS_WORKBOOK = `${STATISTICS}/xlsx`

const day = z.iso.date().optional().catch(undefined)

/** Period and unit of the figures; an invalid value is ignored. */
export const StatisticsQuery = z.object({
  period: z.enum(CURRENT_PERIODS).catch('month'),
  from: day,
  to: day,
  unit: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,20}$/)
    .optional()
    .catch(undefined),
})
export type StatisticsChoice = PeriodChoice & { unit?: string | undefined }

export const TableParams = z.object({ table: z.enum(STATISTICS_TABLES) })

export function statisticsPath(choice: StatisticsChoice): string {
  return withChoice(STATISTICS, choice)
}

export function tablePath(
  table: StatisticsTable | ':table',
  choice: StatisticsChoice | null = null,
): string {
  const path = `${STATISTICS}/csv/${table}`
  return choice === null ? path : withChoice(path, choice)
}

export function workbookPath(choice: StatisticsChoice): string {
  return withChoice(STATISTICS_WORKBOOK, choice)
}

/** Days that were chosen need no current period. */
function withChoice(path: string, { period, from, to, unit }: StatisticsChoice): string {
  const days = from === undefined && to === undefined ? { period } : { from, to }
  const given = Object.entries({ ...days, unit }).filter(([, value]) => value !== undefined)
  return `${path}?${new URLSearchParams(given as [string, string][]).toString()}`
}

export const AUDIT_TRAIL = `${MANAGEMENT}/audit`

const id = z.string().regex(ID).optional().catch(undefined)

/** The filters of the audit trail; an invalid value is ignored. */
export const AuditQuery = z.object({
  who: id,
  whose: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/)
    .optional()
    .catch(undefined),
  event: z
    .string()
    .regex(/^[A-Za-z]{1,40}$/)
    .optional()
    .catch(undefined),
  outcome: z.enum(AUDIT_OUTCOMES).optional().catch(undefined),
  from: day,
  to: day,
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{24}$/)
    .transform((text): AuditPlace => {
      const [milliseconds, entry] = text.split('.') as [string, string]
      return { at: new Date(Number(milliseconds)), id: entry }
    })
    .nullable()
    .catch(null),
})

export function auditPath(filter: AuditFilter, after: AuditPlace | null = null): string {
  const place = after === null ? {} : { after: `${after.at.getTime()}.${after.id}` }
  const given = Object.entries({ ...filter, ...place }).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(given as [string, string][]).toString()
  return query === '' ? AUDIT_TRAIL : `${AUDIT_TRAIL}?${query}`
}

export const CALENDAR = `${MANAGEMENT}/calendar`
export const CALENDAR_ANNOUNCEMENT = `${CALENDAR}/announcement`
export const LeaveDayParams = z.object({ day: z.iso.date() })

/** Where a day of leave is taken back. */
export function leaveRemovalPath(day: string): string {
  return `${CALENDAR}/${day}/removal`
}

export const CLERKS = `${MANAGEMENT}/clerks`
export const ClerkParams = z.object({ accountId: z.string().regex(ID) })

export function clerkActPath(accountId: string, action: ClerkAction): string {
  return `${CLERKS}/${accountId}/${action}`
}

export const REASONS = `${MANAGEMENT}/reasons`
/** Where a reason of the bureau's own is added. */
export const NEW_REASON = `${REASONS}/new`
export const ReasonParams = z.object({ reason: z.custom<RejectionReason>(isRejectionReason) })

export function reasonPath(reason: RejectionReason | ':reason'): string {
  return `${REASONS}/${reason}`
}

/** Where the head gives a request that somebody holds to another clerk. */
export function reassignPath(requestId: string): string {
  return `${MANAGEMENT}/leases/${requestId}`
}
