/** The result of a submit on the screen, for both types of request (S34, S35, S64, S65). */
import { z } from 'zod'
import type { MissingPart } from '../../../workflows/domain/completeness'
import type { Draft } from '../../shared/store/draft'
import { FormRefused, redirect } from '../../shared/web'
import type { Reply, SignedInAccount } from '../../shared/web'
import type { Flash } from '../../shared/web/forms/flash'
import type { Deps } from '../deps'
import { submitRequest } from '../operations/submitRequest'
import { FAMILY, requestPath } from '../paths'
import { notAllowed, otherRequestOpen, ownRelative } from './guard'

/** A hidden field of the form, so that a form sent twice is one request. */
export const DraftId = z.uuid('portal.reopen')

/** What the bureau does next, and by when. */
export type Expected =
  { detailKey: 'portal.filed.reviewed'; date: string } | { detailKey: 'portal.filed.cardAwaited' }

interface Filer {
  account: SignedInAccount
  flash: Flash
  about: (subjectId: string) => void
  alreadyDone: () => void
}

/**
 * Files a draft and returns to the family list, which shows its stage (S41, S70).
 * @throws FormRefused with everything that is missing; BusinessRefusal; EngineUnavailable, the
 *   draft is kept
 */
export async function submitDraft(
  deps: Deps,
  { account, flash, about, alreadyDone }: Filer,
  draft: Draft,
  { detailKey, ...values }: Expected,
): Promise<Reply> {
  about(draft._id)
  const answer = await submitRequest(deps, account, draft, alreadyDone)
  switch (answer.kind) {
    case 'filed':
      flash(
        'success',
        `portal.filed.${draft.type}`,
        { number: answer.requestNumber, ...values },
        { detailKey, link: { href: requestPath(draft._id), key: 'portal.filed.open' } },
      )
      if (!answer.visible) flash('info', 'portal.filed.later')
      return redirect(FAMILY)
    case 'incomplete':
      throw missing(answer.missing)
    case 'otherRequestOpen':
      throw await otherRequestOpen(
        deps.store,
        account,
        answer.requestNumber,
        draft.type === 'cardRequest' ? 'openKept' : 'open',
      )
    case 'notAllowed':
      throw notAllowed(await ownRelative(deps.store, account, draft.personId), draft.type)
  }
}

/** All missing parts, each at its field. */
export function missing(parts: readonly MissingPart[]): FormRefused {
  return new FormRefused(parts.map((part) => ({ field: part, key: `missingPart.${part}` })))
}
