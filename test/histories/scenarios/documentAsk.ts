/** The paths of a request whose document the bureau asks for ("eksik iste"). */
import type { DocumentAsk } from '../../../workflows/contract'
import {
  additionTo,
  approval,
  cardRequestInput,
  documentAsk,
  lostCardInput,
} from '../../support/messages'
import type { Lab } from '../../support/workflowLab'
import type { Scenario } from '../scenario'
import {
  continued,
  decide,
  open,
  personKeyOf,
  recorded,
  start,
  startRepaired,
  withdraw,
} from '../steps'
import type { Followed } from '../steps'

/** A clerk asks for a document, and the record shows it. */
export async function ask(
  lab: Lab,
  request: Followed,
  kind: DocumentAsk['kind'] = 'receipt',
): Promise<DocumentAsk> {
  const message = documentAsk(request.subject, { kind })
  const answer = await lab.runs.askForDocument(personKeyOf(request), message)
  expect(answer.kind).toBe('taken')
  await recorded(lab, request, 'documentAsked')
  return message
}

/** The applicant adds it. */
export async function add(lab: Lab, request: Followed, message: DocumentAsk): Promise<void> {
  const answer = await lab.runs.addDocument(personKeyOf(request), additionTo(message))
  expect(answer.kind).toBe('taken')
  await lab.reached(request.run, 'inReview')
}

export const documentAskScenarios: Record<string, Scenario> = {
  'card request whose receipt is added': async (lab) => {
    const request = await start(lab, 'card-document-added', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await open(lab, request)
    const message = await ask(lab, request)
    await decide(lab, request, approval(request.subject), 'refused')
    await add(lab, request, message)
    await decide(lab, request, approval(request.subject))
    return { 'card-document-added': request }
  },

  'card request whose receipt is not added in time': async (lab) => {
    const request = await start(lab, 'card-document-not-added', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await ask(lab, request)
    await lab.sleep('16 days')
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return { 'card-document-not-added': request }
  },

  'card request withdrawn while its receipt is awaited': async (lab) => {
    const request = await start(lab, 'card-document-withdrawn', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await open(lab, request)
    await ask(lab, request)
    await withdraw(lab, request)
    return { 'card-document-withdrawn': request }
  },

  'cancellation whose added letter the record does not have at first': async (lab) => {
    const request = await start(lab, 'cancellation-document-added', lostCardInput())
    await lab.reached(request.run, 'inReview')
    const message = await ask(lab, request, 'policeLetter')
    lab.activities.askAddition = () => Promise.resolve(null)
    await lab.runs.addDocument(personKeyOf(request), additionTo(message))
    await recorded(lab, request, 'refused')
    lab.reset()
    await add(lab, request, message)
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-document-added': request }
  },

  'repaired card request whose ask was answered': async (lab) => {
    const input = cardRequestInput()
    const message = documentAsk(input.requestId)
    lab.activities.askRepair = () => Promise.resolve({ asked: message })
    const request = await startRepaired(lab, 'card-repaired-asked', input)
    await lab.reached(request.run, 'awaitingApplicant')
    await add(lab, request, message)
    await decide(lab, request, approval(request.subject))
    return { 'card-repaired-asked': request }
  },
}

/** On a server that suggests early to continue as new. */
export const continuedDocumentAskScenarios: Record<string, Scenario> = {
  'card request continued while its receipt is awaited': async (lab) => {
    const request = await start(lab, 'card-ask-continued', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    const message = await ask(lab, request)
    const [first, second] = await continued(lab, request)
    await add(lab, request, message)
    await decide(lab, request, approval(request.subject))
    return { 'card-ask-continues-as-new': first, 'card-ask-continued': second }
  },
}
