/** Paths on which two things happen at the same moment. */
import { withdrawal } from '../../../workflows/contract'
import { gate } from '../../support/gate'
import {
  approval,
  cancellationRequestInput,
  cardRequestInput,
  documentAsk,
  reversal,
  withdrawalOf,
} from '../../support/messages'
import { pendingActivities } from '../../support/pendingActivities'
import { waitFor } from '../../support/world'
import type { Scenario } from '../scenario'
import { decide, produce, recorded, start, startProduction } from '../steps'

export const atOnceScenarios: Record<string, Scenario> = {
  'cancellation of a card that is back at the bureau when the record is asked': async (lab) => {
    const production = await startProduction(lab, 'production-held-at-second-ask')
    const { subject: cardId } = production
    await produce(lab, production, ['printed', 'sent'])
    const askCard = lab.activities.askCard
    lab.activities.askCard = async (question) => {
      lab.activities.askCard = askCard
      expect((await lab.runs.revertProduction(reversal(cardId, 'sent'))).kind).toBe('taken')
      await waitFor(() => lab.written.cardSteps.some(({ reversal }) => reversal?.of === 'sent'), {
        what: 'the dispatch to be taken back',
      })
      return askCard(question)
    }
    const request = await start(
      lab,
      'cancellation-hold-asked-again',
      cancellationRequestInput({ cardId }),
    )
    // Not by a query, which would wait while the record is asked.
    await recorded(lab, request, 'enteredReview')
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-hold-asked-again': request, 'production-held-at-second-ask': production }
  },

  'card request withdrawn at the moment when its receipt is asked for': async (lab) => {
    const path = 'card-asked-and-withdrawn'
    const request = await start(lab, path, cardRequestInput())
    await lab.reached(request.run, 'inReview')
    const heard = gate()
    const { verifyClaim } = lab.activities
    lab.activities.verifyClaim = async (claimed) => {
      await heard.opened
      return verifyClaim(claimed)
    }
    const asking = lab.runs.askForDocument(path, documentAsk(request.subject))
    await waitFor(
      async () => (await pendingActivities(lab.client, request.run.workflowId)).length === 1,
      {
        what: 'the ask to be proven',
      },
    )
    await request.run.signal(withdrawal, withdrawalOf(request.subject))
    heard.open()
    expect((await asking).kind).toBe('taken')
    return { [path]: request }
  },
}
