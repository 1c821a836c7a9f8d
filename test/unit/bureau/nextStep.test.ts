import { nextStepOf } from '../../../services/bureau/nextStep'
import { allowedActions } from '../../../workflows/domain/allowedActions'
import { ALL_STATES } from '../../../workflows/domain/requestState'

const CASES = ALL_STATES.map((state) => [`${state.type} ${state.subState}`, state] as const)

describe('the next step with a request', () => {
  it.each(CASES)('S74 for %s depends on the roles of the person', (_, state) => {
    const request = { _id: 'request-1', ...state }
    expect(nextStepOf(request, ['staff', 'clerk']).action).toBe(allowedActions(state, 'clerk')[0])
    expect(nextStepOf(request, ['head']).action).toBe(allowedActions(state, 'head')[0])
    expect(nextStepOf(request, ['staff', 'projectManager']).action).toBe('follow')
  })
})
