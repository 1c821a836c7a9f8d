import { live, PATIENCE_MS } from './lives'

describe('random lives whose runs continue as new, or are forgotten by their worker', () => {
  it(
    'S47 S69 D1 D2 D3 D5 D6 D7 D8 keep one open request, one decision and one valid card, and record equals run',
    () => live(['continued', 'forgetful']),
    PATIENCE_MS,
  )
})
