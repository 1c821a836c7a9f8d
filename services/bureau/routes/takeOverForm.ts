/** The fields of a form that takes a request from the colleague who holds it. */
import { z } from 'zod'
import {
  TAKE_OVER_GROUNDS,
  TAKE_OVER_WORDS_MAX,
  takeOverFault,
} from '../../../workflows/domain/lease'
import { ID } from '../../../workflows/domain/readMessage'
import { FormRefused } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { grouped } from '../../shared/web/texts/format/numbers'

/** @param groundMissing key of the text for a form without a ground */
export function takeOverBody(groundMissing: string) {
  return z.object({
    /** Whom the form named as the holder. */
    from: z.string().regex(ID, 'bureau.reopen'),
    ground: z.enum(TAKE_OVER_GROUNDS, groundMissing),
    words: z
      .string()
      .transform((typed) => typed.replaceAll('\r\n', '\n').trim())
      .default(''),
  })
}
type TakeOverForm = z.output<ReturnType<typeof takeOverBody>>

/** The grounds to choose from, and the limit of the words, for the page. */
export function takeOverChoices(t: Translate) {
  return {
    grounds: [
      { value: '', text: t('bureau.lease.over.choose') },
      ...TAKE_OVER_GROUNDS.map((ground) => ({
        value: ground,
        text: t(`bureau.lease.over.grounds.${ground}`),
      })),
    ],
    wordsMax: TAKE_OVER_WORDS_MAX,
  }
}

/** @throws FormRefused when the ground needs words, or they are too long or not allowed */
export function refuseUngrounded(
  { ground, words }: Pick<TakeOverForm, 'ground' | 'words'>,
  language: Language,
): void {
  const fault = takeOverFault(ground, words)
  if (fault === null) return
  const values = {
    measured: grouped(words.length, language),
    required: grouped(TAKE_OVER_WORDS_MAX, language),
  }
  throw new FormRefused([{ field: 'words', key: `bureau.lease.over.${fault}`, values }])
}
