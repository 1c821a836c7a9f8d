/** The reasons of rejections and their ready sentences, which the head changes (S44, S50). */
import { z } from 'zod'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import { CHANGEABLE_REASONS, mayBeRetired } from '../../../workflows/domain/reasons'
import { HEAD } from '../../shared/accounts/roles'
import { redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { catalogueFolders, loadCatalogue } from '../../shared/web/texts/catalogue'
import { dateAndTime } from '../../shared/web/texts/format/dates'
import { isRetired } from '../../shared/web/texts/reasonSentences'
import type { Deps } from '../deps'
import { reasonPath, ReasonParams, REASONS } from '../headPaths'
import {
  changedSentence,
  changedSentences,
  changeSentence,
  namesOfHeads,
} from '../operations/reasonSentences'

const text = 'bureau.reasons'

const MOST_LETTERS = 400

const Sentence = z
  .string()
  .default('')
  .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
  .refine((typed) => typed !== '', `${text}.sentenceMissing`)
  .refine((typed) => typed.length <= MOST_LETTERS, `${text}.sentenceTooLong`)
  .refine((typed) => !containsIdentityNumber(typed), `${text}.sentenceHoldsIdentityNumber`)

const SentenceForm = z.object({
  tr: Sentence,
  en: Sentence,
  use: z.enum(['offered', 'retired'], `${text}.useMissing`),
})

export function reasonRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  const catalogue = loadCatalogue(catalogueFolders('bureau'))
  const [inTurkish, inEnglish] = [catalogue.inLanguage('tr'), catalogue.inLanguage('en')]
  const key = (reason: string) => `rejectionReason.${reason}.sentence`

  return [
    route({
      method: 'get',
      path: REASONS,
      access: HEAD,
      audit: 'none: shows texts that every applicant may read',
      handle: async ({ t }) => {
        const changed = new Map((await changedSentences(store)).map((one) => [one._id, one]))
        return view('reasons/page', {
          rows: CHANGEABLE_REASONS.map((reason) => ({
            label: t(`rejectionReason.${reason}.label`),
            sentence: t(key(reason)),
            isRetired: isRetired(reason),
            isChanged: changed.has(reason),
            href: reasonPath(reason),
          })),
        })
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
        const nameOf =
          changed === null ? new Map<string, string>() : await namesOfHeads(store, changed)
        return view('reasons/reason', {
          label: t(`rejectionReason.${reason}.label`),
          action: reasonPath(reason),
          backHref: REASONS,
          most: MOST_LETTERS,
          tr: inTurkish(key(reason)),
          en: inEnglish(key(reason)),
          use: isRetired(reason) ? 'retired' : 'offered',
          uses: (mayBeRetired(reason)
            ? (['offered', 'retired'] as const)
            : (['offered'] as const)
          ).map((use) => ({ value: use, text: t(`${text}.use.${use}`) })),
          history: (changed?.versions ?? [])
            .map(({ tr, isRetired: retired, by, at }) => ({
              sentence: tr,
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
      body: SentenceForm,
      handle: async ({ params: { reason }, body: { tr, en, use }, account, t, flash }) => {
        await changeSentence(
          store,
          reason,
          {
            tr,
            en,
            isRetired: use === 'retired' && mayBeRetired(reason),
            by: account.id,
            at: new Date(),
          },
          { tr: inTurkish(key(reason)), en: inEnglish(key(reason)) },
        )
        flash('success', `${text}.saved`, { reason: t(`rejectionReason.${reason}.label`) })
        return redirect(REASONS)
      },
    }),
  ]
}
