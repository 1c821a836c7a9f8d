/** The date of the family list, and the state of its latest refresh (S16, S17, D9). */
import type { RefreshState } from '../../../workflows/domain/familyRefresh'
import { dateAndTime } from '../../shared/web/texts/format/dates'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { FamilyState } from '../operations/familyRefresh'
import { FAMILY_REFRESH } from '../paths'

export interface RefreshPanel {
  /** Where the button leads. */
  action: string
  /** Of which day the list is; null if that is not known. */
  listOf: string | null
  /** The state of the refresh; null if the list is the latest answer. */
  notice: { variant: 'info' | 'error'; heading: string; lines: string[]; reload: boolean } | null
}

/** @param state `unreachable`: the register should have been asked, but Temporal does not answer */
export function refreshPanel(
  state: FamilyState & { unreachable?: boolean },
  t: Translate,
): RefreshPanel {
  const fetchedAt = state.family?.fetchedAt
  return {
    action: FAMILY_REFRESH,
    listOf:
      fetchedAt === undefined ? null : t('portal.refresh.listOf', { when: dateAndTime(fetchedAt) }),
    notice: noticeOf(state, t),
  }
}

function noticeOf(
  { family, refresh, unreachable = false }: FamilyState & { unreachable?: boolean },
  t: Translate,
): RefreshPanel['notice'] {
  const what: Exclude<RefreshState, 'answered'> | 'unreachable' | null = unreachable
    ? 'unreachable'
    : refresh === null || refresh.state === 'answered'
      ? null
      : refresh.state
  if (what === null) return null
  const when = refresh?.nextAttemptAt ? dateAndTime(refresh.nextAttemptAt) : ''
  return {
    variant: what === 'asking' ? 'info' : 'error',
    heading: t(`portal.refresh.${what}.heading`),
    lines: [
      t(`portal.refresh.${what}.text`, { when }),
      ...(family !== null ? [t('portal.refresh.listStays')] : []),
    ],
    reload: what === 'asking' || what === 'waiting',
  }
}

/** The family as far as it is known: S15 only when the register has answered that there is none. */
export function emptyFamily(
  { family }: Pick<FamilyState, 'family'>,
  t: Translate,
): { heading: string; text: string } {
  return family !== null
    ? { heading: t('portal.family.empty'), text: t('portal.family.emptyText') }
    : { heading: t('portal.family.unknown'), text: t('portal.family.unknownText') }
}
