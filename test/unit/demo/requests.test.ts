/** The demo's requests cover every state and follow the same rules as all requests. */
import { demoAccounts, demoFamilies } from '../../../services/kps/people/people'
import { birthDateOn } from '../../../services/kps/people/person'
import { demoRequests } from '../../../deploy/demo/requests'
import type { DemoRequest } from '../../../deploy/demo/requests'
import { queueOf } from '../../../workflows/domain/allowedActions'
import { missingParts } from '../../../workflows/domain/completeness'
import { requiredDocuments } from '../../../workflows/domain/documents'
import { ineligibilityOf } from '../../../workflows/domain/eligibility'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import { isLetterNo, PRODUCTION_EVENTS } from '../../../workflows/domain/messages'
import { isOneOf } from '../../../workflows/domain/readMessage'
import {
  isLostOrStolen,
  needsExplanation,
  rejectionReasonsFor,
} from '../../../workflows/domain/reasons'
import { ALL_STATES, isOpen, QUEUES } from '../../../workflows/domain/requestState'
import type { ProductionSubState } from '../../../workflows/domain/requestState'

const TODAY = '2026-11-24'
const people = [...new Set(demoRequests.map(({ person }) => person))]
const requestsAbout = (person: DemoRequest['person']) =>
  demoRequests.filter((request) => request.person === person)
const ofApplicant = (username: string) =>
  demoRequests.filter(({ applicant }) => applicant.username === username)
const stepsOf = (request: DemoRequest) => request.steps.map(({ kind }) => kind)

it('there are 42 requests in addition to those of personel5', () => {
  expect(demoRequests.length - ofApplicant('personel5').length).toBe(42)
})

it('S41 the requests cover every state of both types that a request can stay in', () => {
  const resting = ALL_STATES.filter(({ subState }) => subState !== 'received')
  for (const state of resting)
    expect(demoRequests.map((request) => request.state)).toContainEqual(state)
})

it('every queue of the bureau has requests', () => {
  const filled = new Set(demoRequests.map(({ state }) => queueOf(state)))
  expect(filled).toEqual(new Set(QUEUES.filter((queue) => queue !== 'system')))
})

it('S48 S51 personel5 has a spouse with a printed card and a child whose request was rejected', () => {
  expect(ofApplicant('personel5').map(({ state }) => state.subState)).toEqual([
    'printed',
    'returned',
  ])
})

it('personel1 to personel4 and the clerks have no requests', () => {
  for (const username of ['personel1', 'personel2', 'personel3', 'personel4', 'buro1']) {
    expect(ofApplicant(username)).toEqual([])
  }
})

it("S10 S11 S20 all requests are for eligible members of the applicant's own family", () => {
  for (const { applicant, person } of demoRequests) {
    const member = demoFamilies
      .find(({ staff }) => staff === applicant)!
      .members.find((one) => one.person === person)!
    const worksAtMinistry = demoAccounts.some((account) => account.person === person)
    const birthDate = birthDateOn(TODAY, person.age)
    expect(ineligibilityOf({ ...member, birthDate, worksAtMinistry }, TODAY)).toBeNull()
  }
})

it('D5 a relative has at most one open request, which is the latest', () => {
  for (const person of people) {
    const requests = requestsAbout(person)
    expect(requests.slice(0, -1).filter(({ state }) => isOpen(state))).toEqual([])
  }
})

it('S56 a cancellation follows an approved card request', () => {
  for (const person of people) {
    const [first, ...later] = requestsAbout(person)
    expect(first!.type).toBe('cardRequest')
    for (const request of later) {
      expect(request.type).toBe('cancellationRequest')
      expect(stepsOf(first!)).toContain('approve')
    }
  }
})

it('S56 S58 S66 a cancellation is complete for the card that it is about', () => {
  for (const request of demoRequests) {
    if (request.type !== 'cancellationRequest') continue
    const [card] = requestsAbout(request.person)
    const made = stepsOf(card!).findLast((step) => isOneOf(PRODUCTION_EVENTS)(step))
    const prepared = {
      ...request,
      card: (made ?? 'awaitingPrint') as ProductionSubState,
      documents: requiredDocuments(request),
    }
    expect(missingParts(prepared)).toEqual([])
    if (request.reasonDetail !== null) {
      expect(request.reason).toBe('other')
      expect(containsIdentityNumber(request.reasonDetail)).toBe(false)
    }
  }
})

it('D2 D3 the state of a card request reflects what happened to its card', () => {
  for (const person of people) {
    const [card, cancellation] = requestsAbout(person)
    const printed = stepsOf(card!).includes('printed')
    const sent = stepsOf(card!).includes('sent')
    if (cancellation?.state.status === 'approved') {
      expect(card!.state.subState).toBe(printed ? 'cardCancelled' : 'printStopped')
    } else if (cancellation !== undefined && isOpen(cancellation.state) && !sent) {
      expect(card!.state.subState).toBe(printed ? 'dispatchHeld' : 'printHeld')
    } else {
      expect(['printHeld', 'dispatchHeld', 'printStopped', 'cardCancelled']).not.toContain(
        card!.state.subState,
      )
    }
  }
})

it('D3 D6 a card comes back before its cancellation is decided, unless it is lost or never left the bureau', () => {
  const cancellations = demoRequests.filter((request) => request.type === 'cancellationRequest')
  for (const request of cancellations) {
    const [card] = requestsAbout(request.person)
    const cardAwaited = stepsOf(card!).includes('sent') && !isLostOrStolen(request.reason)
    const cameBack = !['awaitingCard', 'withdrawn'].includes(request.state.subState)
    expect(stepsOf(request).includes('cardArrives')).toBe(cardAwaited && cameBack)
  }
})

it('S44 S45 S50 rejections have reasons of their type, and explanations where needed', () => {
  for (const request of demoRequests) {
    const { type, steps } = request
    const reason = request.type === 'cancellationRequest' ? request.reason : null
    const cardReceived = steps.find(({ kind }) => kind === 'cardArrives') ?? null
    for (const step of steps) {
      if (step.kind !== 'reject') continue
      expect(step.reasons.length).toBeGreaterThan(0)
      expect(rejectionReasonsFor({ type, reason, cardReceived })).toEqual(
        expect.arrayContaining([...step.reasons]),
      )
      if (needsExplanation(step.reasons)) expect(step.explanation).not.toBe('')
      expect(containsIdentityNumber(step.explanation)).toBe(false)
    }
  }
})

it('S67 letters have valid letter numbers', () => {
  for (const step of demoRequests.flatMap(({ steps }) => steps)) {
    if (step.kind !== 'cardArrives') continue
    expect(isLetterNo(step.letterNo)).toBe(true)
  }
})

it('D9 one request is returned by the document check, without a decision of the bureau', () => {
  const returned = demoRequests.filter(
    (request) => request.type === 'cardRequest' && request.photoIsNone,
  )
  expect(returned.map(({ steps, state }) => [steps, state.status])).toEqual([[[], 'rejected']])
})
