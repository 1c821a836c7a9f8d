/**
 * The reasons of rejections with their ready sentences: the head changes those of the software and
 * adds others (S44, S50).
 */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import {
  CHANGEABLE_REASONS,
  isOwnReason,
  mayBeRetired,
  OWN_SUBJECTS,
  ownReasonCode,
} from '../../../workflows/domain/reasons'
import type { OwnSubject } from '../../../workflows/domain/reasons'
import { HEAD } from '../../shared/accounts/roles'
import { NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { parseForm } from '../../shared/web/forms/forms'
import { catalogueFolders, loadCatalogue } from '../../shared/web/texts/catalogue'
import type { Translate } from '../../shared/web/texts/catalogue'
import { dateAndTime } from '../../shared/web/texts/format/dates'
import { isRetired } from '../../shared/web/texts/reasonSentences'
import type { Deps } from '../deps'
import { NEW_REASON, reasonPath, ReasonParams, REASONS } from '../headPaths'
import {
  addReason,
  changedSentence,
  changedSentences,
  changeSentence,
  namesOfHeads,
} from '../operations/reasonSentences'

const text = 'bureau.reasons'

const MOST_LETTERS = 400
const MOST_IN_NAME = 60

const Line = z
  .string()
  .default('')
  .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())

const Sentence = Line.refine((typed) => typed !== '', `${text}.sentenceMissing`)
  .refine((typed) => typed.length <= MOST_LETTERS, `${text}.sentenceTooLong`)
  .refine((typed) => !containsIdentityNumber(typed), `${text}.sentenceHoldsIdentityNumber`)

const Name = Line.refine((typed) => typed !== '', `${text}.nameMissing`)
  .refine((typed) => typed.length <= MOST_IN_NAME, `${text}.nameTooLong`)
  .refine((typed) => !containsIdentityNumber(typed), `${text}.nameHoldsIdentityNumber`)

const Use = z.enum(['offered', 'retired'], `${text}.useMissing`)

const SentenceForm = z.object({ tr: Sentence, en: Sentence, use: Use })
const NewReasonForm = z.object({
  subject: z.enum(OWN_SUBJECTS, `${text}.subjectMissing`),
  labelTr: Name,
  labelEn: Name,
  tr: Sentence,
  en: Sentence,
})
const OwnReasonForm = NewReasonForm.omit({ subject: true }).extend({ use: Use })

export function reasonRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  const catalogue = loadCatalogue(catalogueFolders('bureau'))
  const [inTurkish, inEnglish] = [catalogue.inLanguage('tr'), catalogue.inLanguage('en')]
  const key = (reason: string) => `rejectionReason.${reason}.sentence`
  const labelKey = (reason: string) => `rejectionReason.${reason}.label`

  return [
    route({
      method: 'get',
      path: REASONS,
      access: HEAD,
      audit: 'none: shows texts that every applicant may read',
      handle: async ({ t }) => {
        const changed = new Map((await changedSentences(store)).map((one) => [one._id, one]))
        const own = [...changed.keys()].filter((code) => isOwnReason(code))
        return view('reasons/page', {
          newHref: NEW_REASON,
          rows: [...CHANGEABLE_REASONS, ...own].map((reason) => ({
            label: t(labelKey(reason)),
            sentence: t(key(reason)),
            isOwn: isOwnReason(reason),
            isRetired: isRetired(reason),
            isChanged: changed.has(reason) && !isOwnReason(reason),
            href: reasonPath(reason),
          })),
        })
      },
    }),

    route({
      method: 'get',
      path: NEW_REASON,
      access: HEAD,
      audit: 'none: an empty form',
      handle: ({ t }) =>
        view('reasons/reason', {
          label: t(`${text}.new.title`),
          lead: t(`${text}.new.lead`),
          action: NEW_REASON,
          backHref: REASONS,
          most: MOST_LETTERS,
          subjects: OWN_SUBJECTS.map((subject) => ({
            value: subject,
            text: subjectText(subject, t),
          })),
          names: { tr: '', en: '' },
          history: [],
        }),
    }),

    route({
      method: 'post',
      path: NEW_REASON,
      access: HEAD,
      audit: 'reasonAdded',
      body: NewReasonForm,
      handle: async ({ body, account, flash, about }) => {
        const { subject, labelTr, labelEn, tr, en } = body
        const reason = ownReasonCode(subject, randomBytes(4).toString('hex'))
        const label = { tr: labelTr, en: labelEn }
        const first = { tr, en, label, isRetired: false, by: account.id, at: new Date() }
        await addReason(store, reason, first)
        about(reason)
        flash('success', `${text}.added`, { reason: labelTr })
        return redirect(REASONS)
      },
    }),

    route({
      method: 'get',
      path: reasonPath(':reason'),
      access: HEAD,
      audit: 'none: shows texts that every applicant may read',
      params: ReasonParams,
      handle: async ({ params: { reason }, t }) => {
        const changed = await changedSentence(store, reason)
        if (changed === null && isOwnReason(reason)) throw new NotFound()
        const nameOf =
          changed === null ? new Map<string, string>() : await namesOfHeads(store, changed)
        return view('reasons/reason', {
          label: t(labelKey(reason)),
          lead: isOwnReason(reason) ? t(`${text}.ownLead`) : t(`${text}.reasonLead`),
          action: reasonPath(reason),
          backHref: REASONS,
          most: MOST_LETTERS,
          names: isOwnReason(reason)
            ? { tr: inTurkish(labelKey(reason)), en: inEnglish(labelKey(reason)) }
            : null,
          tr: inTurkish(key(reason)),
          en: inEnglish(key(reason)),
          use: isRetired(reason) ? 'retired' : 'offered',
          uses: (mayBeRetired(reason)
            ? (['offered', 'retired'] as const)
            : (['offered'] as const)
          ).map((use) => ({ value: use, text: t(`${text}.use.${use}`) })),
          history: (changed?.versions ?? [])
            .map(({ tr, en, label, isRetired: retired, by, at }) => ({
              words: [
                { lang: 'tr', name: label?.tr ?? null, sentence: tr },
                { lang: 'en', name: label?.en ?? null, sentence: en },
              ],
              isRetired: retired,
              who:
                by === null
                  ? t(`${text}.first`)
                  : t(`${text}.said`, { who: nameOf.get(by) ?? by, when: dateAndTime(at) }),
            }))
            .reverse(),
        })
      },
    }),

    route({
      method: 'post',
      path: reasonPath(':reason'),
      access: HEAD,
      audit: 'sentenceChanged',
      params: ReasonParams,
      // Parsed below: a reason of the bureau's own has a name as well.
      body: z.unknown(),
      handle: async ({ params: { reason }, body, account, t, flash }) => {
        const by = { by: account.id, at: new Date() }
        const wasRetired = isRetired(reason)
        if (isOwnReason(reason)) {
          if ((await changedSentence(store, reason)) === null) throw new NotFound()
          const { tr, en, labelTr, labelEn, use } = parseForm(OwnReasonForm, body)
          const label = { tr: labelTr, en: labelEn }
          const change = { tr, en, label, isRetired: use === 'retired', ...by }
          await changeSentence(store, reason, change, null)
        } else {
          const { tr, en, use } = parseForm(SentenceForm, body)
          const change = { tr, en, isRetired: use === 'retired' && mayBeRetired(reason), ...by }
          const original = { tr: inTurkish(key(reason)), en: inEnglish(key(reason)) }
          await changeSentence(store, reason, change, original)
        }
        const said = saidOf(wasRetired, isRetired(reason))
        flash('success', said, { reason: t(labelKey(reason)) })
        return redirect(REASONS)
      },
    }),
  ]
}

function subjectText(subject: OwnSubject, t: Translate): string {
  return t(subject === 'other' ? `${text}.noSubject` : `rejectionSubject.${subject}`)
}

/** The text that confirms a change: closing or opening a reason matters more than its sentence. */
function saidOf(wasRetired: boolean, isNowRetired: boolean): string {
  if (wasRetired === isNowRetired) return `${text}.saved`
  return isNowRetired ? `${text}.closed` : `${text}.reopened`
}
