/** Administrative leave (idari izin): the head keeps the days, and open requests follow. */
import { z } from 'zod'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import { LEAVE_KINDS } from '../../../workflows/domain/holidays'
import { HEAD } from '../../shared/accounts/roles'
import { EngineUnavailable } from '../../shared/temporal/connection'
import { FormRefused, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { withDay } from '../../shared/web/forms/dateFields'
import type { Flash } from '../../shared/web/forms/flash'
import { longDate } from '../../shared/web/texts/format/dates'
import type { Deps } from '../deps'
import { CALENDAR, CALENDAR_ANNOUNCEMENT, LeaveDayParams, leaveRemovalPath } from '../headPaths'
import { changeLeave, isFreeAnyway, leaveDay, leaveDays } from '../operations/leaveDays'
import { leaveRow } from '../viewModels/calendar'

const text = 'bureau.calendar'

const LeaveForm = z.preprocess(
  withDay('day'),
  z.object({
    day: z
      .string()
      .refine((day) => day !== '', { error: `${text}.dayMissing`, abort: true })
      .refine((day) => z.iso.date().safeParse(day).success, {
        error: `${text}.dayMalformed`,
        abort: true,
      })
      .refine((day) => FIRST_YEAR <= day && day < yearAfterNext(), `${text}.dayTooFar`),
    kind: z.enum(LEAVE_KINDS, `${text}.kindMissing`),
    ground: z
      .string()
      .default('')
      .transform((ground) => ground.trim())
      .refine((ground) => ground !== '', `${text}.groundMissing`)
      .refine((ground) => ground.length <= MOST_LETTERS, `${text}.groundTooLong`)
      .refine((ground) => !containsIdentityNumber(ground), `${text}.groundHoldsIdentityNumber`),
  }),
)
const MOST_LETTERS = 200
const FIRST_YEAR = '2026'

/** Leave is announced shortly before; a later year is a slip. */
function yearAfterNext(): string {
  return String(new Date().getUTCFullYear() + 2)
}

export function calendarRoutes({
  store,
  announceCalendar,
}: Pick<Deps, 'store' | 'announceCalendar'>): Route[] {
  /** The change is kept even if the engine cannot be told yet. */
  async function announce(flash: Flash, done: string, values: Record<string, string>) {
    try {
      await announceCalendar()
      flash('success', done, values)
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error
      flash('error', `${text}.notAnnounced`)
    }
    return redirect(CALENDAR)
  }

  return [
    route({
      method: 'get',
      path: CALENDAR,
      access: HEAD,
      audit: 'none: shows days only',
      handle: async ({ t, language }) => {
        const { days, nameOf } = await leaveDays(store)
        return view('calendar/page', {
          action: CALENDAR,
          announceAction: CALENDAR_ANNOUNCEMENT,
          kinds: LEAVE_KINDS.map((kind) => ({ value: kind, text: t(`${text}.kind.${kind}`) })),
          most: MOST_LETTERS,
          days: days.map((day) => leaveRow(day, nameOf, t, language)),
        })
      },
    }),

    route({
      method: 'post',
      path: CALENDAR,
      access: HEAD,
      audit: 'leaveChanged',
      body: LeaveForm,
      handle: async ({ body: { day, kind, ground }, account, flash, language, about }) => {
        about(day)
        if (isFreeAnyway(day, kind))
          throw new FormRefused([{ field: 'day', key: `${text}.freeAnyway`, values: {} }])
        await changeLeave(store, day, { kind, ground, by: account.id, at: new Date() })
        return announce(flash, `${text}.added`, { day: longDate(day, language) })
      },
    }),

    route({
      method: 'get',
      path: leaveRemovalPath(':day'),
      access: HEAD,
      audit: 'none: asks before the act',
      params: LeaveDayParams,
      handle: async ({ params: { day }, t, language }) => {
        const kept = await leaveDay(store, day)
        if (kept === null || kept.kind === null) throw new NotFound()
        return view('confirm', {
          confirm: {
            heading: t(`${text}.removal.heading`, { day: longDate(day, language) }),
            text: t(`${text}.removal.text`),
            rows: [
              { key: t(`${text}.column.kind`), text: t(`${text}.kind.${kept.kind}`) },
              { key: t(`${text}.column.ground`), text: kept.changes.at(-1)!.ground, lang: 'tr' },
            ],
            action: leaveRemovalPath(day),
            button: t(`${text}.removal.button`),
            cancelHref: CALENDAR,
          },
        })
      },
    }),

    route({
      method: 'post',
      path: leaveRemovalPath(':day'),
      access: HEAD,
      audit: 'leaveChanged',
      params: LeaveDayParams,
      handle: async ({ params: { day }, account, flash, language }) => {
        const kept = await leaveDay(store, day)
        if (kept === null || kept.kind === null) throw new NotFound()
        const { ground } = kept.changes.at(-1)!
        await changeLeave(store, day, { kind: null, ground, by: account.id, at: new Date() })
        return announce(flash, `${text}.removed`, { day: longDate(day, language) })
      },
    }),

    route({
      method: 'post',
      path: CALENDAR_ANNOUNCEMENT,
      access: HEAD,
      audit: 'leaveAnnounced',
      handle: ({ flash }) => announce(flash, `${text}.announced`, {}),
    }),
  ]
}
