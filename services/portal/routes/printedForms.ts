/** Papers to print: the blank form of a loss (S61), and the letter that goes with a card (S68, S75). */
import { isLostOrStolen, cancellationReasonsFor } from '../../../workflows/domain/reasons'
import { NotFound, privateDownload, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { catalogueFolders, loadCatalogue } from '../../shared/web/texts/catalogue'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { familyRequest } from '../operations/familyRequests'
import { coverLetterPath, lossFormPath, PersonParams, RequestParams } from '../paths'
import { coverLetter, needsCoverLetter } from '../viewModels/coverLetter'
import { lossForm } from '../viewModels/lossForm'
import { relativeToAskFor } from './guard'

const PDF = 'application/pdf'

export function printedFormRoutes({ store, slips }: Pick<Deps, 'store' | 'slips'>): Route[] {
  // The bureau, the police and the unit read them, whatever language the member of staff reads.
  const inTurkish = loadCatalogue(catalogueFolders('portal')).inLanguage('tr')

  return [
    route({
      method: 'get',
      path: lossFormPath(':personId'),
      access: STAFF,
      audit: 'lossFormPrinted',
      params: PersonParams,
      handle: async ({ params: { personId }, account }) => {
        const relative = await relativeToAskFor(store, account, personId, 'cancellationRequest')
        const { card } = relative
        if (card === null || !cancellationReasonsFor(card.subState).some(isLostOrStolen))
          throw new NotFound()
        return privateDownload(
          await lossForm(account, relative, inTurkish),
          PDF,
          'kayip-tanitim-karti-bildirim-formu.pdf',
        )
      },
    }),

    route({
      method: 'get',
      path: coverLetterPath(':requestId'),
      access: STAFF,
      audit: 'coverLetterPrinted',
      params: RequestParams,
      handle: async ({ params: { requestId }, account }) => {
        const found = await familyRequest(store, account.id, requestId, new Date())
        if (found === null || found.request.applicantId !== account.id) throw new NotFound()
        if (!needsCoverLetter(found.request)) throw new NotFound()
        return privateDownload(
          await coverLetter(account, found, slips.codeOf(found.request.number), inTurkish),
          PDF,
          `ust-yazi-${found.request.number}.pdf`,
        )
      },
    }),
  ]
}
