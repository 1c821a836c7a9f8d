/** What happens next with a request, in every state that somebody has to end. */
import { nextStep } from '../../../services/portal/viewModels/nextStep'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { ALL_STATES, isWithHead } from '../../../workflows/domain/requestState'
import { waitingOf } from '../../../workflows/domain/waiting'
import { IN_REVIEW } from '../../support/requestStates'

const t = loadCatalogue(catalogueFolders('portal')).inLanguage('tr')
/** A Friday. */
const NOW = new Date('2026-11-27T09:00:00.000Z')

const stepOf = (
  { type, subState }: (typeof ALL_STATES)[number],
  dueAt: Date | null = null,
  queuedAt = NOW,
) => nextStep({ type, subState, dueAt, queuedAt }, 'requestCard', NOW, t)

/** A case with the head is in review for its applicant. */
it.each(ALL_STATES.filter((state) => !isWithHead(state)))(
  'S41 $type $subState says what happens next and who has it, or nothing is awaited',
  (state) => {
    const step = stepOf(state)
    const isAwaited = waitingOf(state).for !== 'nobody' || state.subState === 'returned'
    expect(step !== null).toBe(isAwaited)
    for (const text of Object.values(step ?? {})) expect(text).not.toMatch(/portal\.|undefined/)
  },
)

it('S47 S53 a review names its last day and the working days left, or how late it is', () => {
  expect(stepOf(IN_REVIEW, new Date('2026-12-08T14:00:00.000Z'))).toEqual({
    what: 'Kimlik Bürosu talebi inceleyip karara bağlayacak.',
    who: 'Kimlik Bürosunda',
    by: '08.12.2026 (7 iş günü kaldı)',
  })
  expect(stepOf(IN_REVIEW, new Date('2026-11-25T14:00:00.000Z'))!.by).toBe(
    '25.11.2026 (2 iş günü gecikti)',
  )
})

it('S48 S49 each step of production names the day it is planned for', () => {
  const approved = { type: 'cardRequest', status: 'approved' } as const
  expect(stepOf({ ...approved, subState: 'awaitingPrint' })!.by).toBe(
    '04.12.2026 (5 iş günü kaldı)',
  )
  expect(stepOf({ ...approved, subState: 'printed' })!.by).toBe('02.12.2026 (3 iş günü kaldı)')
})

it('S51 S55 a returned request that may not be filed again asks for nothing', () => {
  const returned = {
    type: 'cardRequest',
    subState: 'returned',
    dueAt: null,
    queuedAt: NOW,
  } as const
  expect(nextStep(returned, null, NOW, t)).toBeNull()
})
