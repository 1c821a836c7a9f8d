/** Paths on which a wrong record about a card is taken back. */
import { cardProductionWorkflowId, TASK_QUEUES } from '../../../workflows/contract'
import type { ProductionEventKind } from '../../../workflows/contract'
import {
  approval,
  cancellationRequestInput,
  cardRequestInput,
  reversal,
} from '../../support/messages'
import type { Lab } from '../../support/workflowLab'
import type { Scenario } from '../scenario'
import { decide, produce, productionReached, start } from '../steps'
import type { Followed } from '../steps'

/** A card in production whose delivery can be taken back for a week. */
async function startRevertible(lab: Lab, cardId: string): Promise<Followed> {
  const { requestId, requestNumber, unitCode } = cardRequestInput()
  const run = await lab.client.workflow.start('cardProduction', {
    workflowId: cardProductionWorkflowId(cardId),
    taskQueue: TASK_QUEUES.requests,
    args: [{ cardId, requestId, requestNumber, unitCode, reversalDays: 7 }],
  })
  return { run, subject: cardId }
}

async function takeBack(
  lab: Lab,
  { run, subject }: Followed,
  kind: ProductionEventKind,
  back: string,
): Promise<void> {
  expect((await lab.runs.revertProduction(reversal(subject, kind))).kind).toBe('taken')
  await productionReached(run, back)
}

export const reversalScenarios: Record<string, Scenario> = {
  'a card whose records are taken back one by one': async (lab) => {
    const card = await startRevertible(lab, 'production-reverted')
    await produce(lab, card, ['printed'])
    await takeBack(lab, card, 'printed', 'awaitingPrint')
    await produce(lab, card, ['printed', 'sent'])
    expect((await lab.runs.revertProduction(reversal(card.subject, 'printed'))).kind).toBe(
      'refused',
    )
    await takeBack(lab, card, 'sent', 'printed')
    await produce(lab, card, ['sent', 'delivered'])
    await lab.sleep('2 days')
    await takeBack(lab, card, 'delivered', 'sent')
    await produce(lab, card, ['delivered'])
    await lab.sleep('8 days')
    return { 'production-reverted': card }
  },

  'a card that is awaited although it has never been sent': async (lab) => {
    const card = await startRevertible(lab, 'production-held-when-back')
    await produce(lab, card, ['printed', 'sent'])
    const path = 'cancellation-held-when-back'
    const request = await start(lab, path, cancellationRequestInput({ cardId: card.subject }))
    await lab.reached(request.run, 'awaitingCard')
    await takeBack(lab, card, 'sent', 'dispatchHeld')
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return { [path]: request, 'production-held-when-back': card }
  },
}
