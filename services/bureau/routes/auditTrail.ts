/** The audit trail for the head: who, what, whose and when. Reading it is audited as well. */
import { z } from 'zod'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { readSearchTerms } from '../../../workflows/domain/searchTerms'
import { HEAD } from '../../shared/accounts/roles'
import { AUDIT_OUTCOMES } from '../../shared/store/auditEntry'
import { FormRefused, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { withDay } from '../../shared/web/forms/dateFields'
import type { Deps } from '../deps'
import { AUDIT_TRAIL, auditPath, AuditQuery } from '../headPaths'
import { accountNamed, auditPage, subjectNamed, subjectsOf } from '../operations/auditTrail'
import type { Named } from '../operations/auditTrail'
import { auditChips, auditRow, eventChoices, outcomeChoices } from '../viewModels/auditTrail'

const text = 'bureau.audit'

const MaybeDay = z
  .string()
  .refine((day) => day === '' || z.iso.date().safeParse(day).success, `${text}.dayMalformed`)
const Typed = z
  .string()
  .default('')
  .refine((typed) => typed.length <= 200, `${text}.tooLong`)

const FilterForm = z.preprocess(
  (form) => withDay('from')(withDay('to')(form)),
  z.object({
    who: Typed,
    whose: Typed,
    event: z.string().default(''),
    outcome: z.enum(['', ...AUDIT_OUTCOMES]).default(''),
    from: MaybeDay,
    to: MaybeDay,
  }),
)

export function auditTrailRoutes({ store, vault }: Pick<Deps, 'store' | 'vault'>): Route[] {
  return [
    route({
      method: 'get',
      path: AUDIT_TRAIL,
      access: HEAD,
      audit: 'auditTrailOpened',
      query: AuditQuery,
      handle: async ({ query: { after, ...filter }, t, about }) => {
        // Whose trail was read; the accounts and requests of nobody in particular have none.
        const subject = filter.whose ?? filter.who
        if (subject !== undefined) about(subject)
        const filtered = [filter.who, filter.whose].filter((id) => id !== undefined)
        const [{ rows, next }, subjects] = await Promise.all([
          auditPage(store, filter, after),
          subjectsOf(store, filtered),
        ])
        return view('auditTrail/page', {
          action: auditPath(filter),
          clearHref: AUDIT_TRAIL,
          from: partsOf(filter.from),
          to: partsOf(filter.to),
          rows: rows.map((row) => auditRow(row, t)),
          chips: auditChips(filter, subjects, t),
          eventItems: eventChoices(t),
          outcomeItems: outcomeChoices(t),
          filter,
          isBroken: rows.some(({ proof }) => proof === 'broken'),
          newestHref: after === null ? null : auditPath(filter),
          olderHref: next === null ? null : auditPath(filter, next),
        })
      },
    }),

    // A POST, so that nothing typed ever becomes part of an address (D12).
    route({
      method: 'post',
      path: AUDIT_TRAIL,
      access: HEAD,
      audit: 'none: leads to the page, which is audited',
      query: AuditQuery,
      body: FilterForm,
      formAt: ({ query }) => {
        const { after: _place, ...filter } = AuditQuery.parse(query)
        return auditPath(filter)
      },
      handle: async ({ query: shown, body: { who, whose, event, outcome, from, to } }) => {
        const terms = (typed: string) => readSearchTerms(typed, thisYear())
        const filter = {
          // The names are typed and never shown in their fields again, so an empty one keeps what is
          // filtered by; its chip takes it away.
          who:
            (await idOf('who', who, (typed) => accountNamed(store, typed, terms(typed)))) ??
            shown.who,
          whose:
            (await idOf('whose', whose, (typed) =>
              subjectNamed({ store, vault }, typed, terms(typed)),
            )) ?? shown.whose,
          ...AuditQuery.omit({ who: true, whose: true, after: true }).parse({
            event: event || undefined,
            outcome: outcome || undefined,
            from: from || undefined,
            to: to || undefined,
          }),
        }
        return redirect(auditPath(filter))
      },
    }),
  ]

  /** @throws FormRefused unless exactly one fits */
  async function idOf(
    field: string,
    typed: string,
    find: (typed: string) => Promise<Named>,
  ): Promise<string | undefined> {
    if (typed.trim() === '') return undefined
    const named = await find(typed)
    if ('id' in named) return named.id
    throw new FormRefused([{ field, key: `${text}.${field}.${named.fitting}`, values: {} }])
  }
}

/** For the fields of a date; empty without one. */
function partsOf(date: string | undefined): { year?: string; month?: string; day?: string } {
  const [year, month, day] = date?.split('-') ?? []
  return date === undefined ? {} : { year: year!, month: month!, day: day! }
}

function thisYear(): number {
  return Number(istanbulDayOf(new Date().toISOString()).slice(0, 4))
}
