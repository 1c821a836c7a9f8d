import { live, PATIENCE_MS } from './lives'

describe('random lives', () => {
  it(
    'S47 S69 D1 D2 D3 D5 D6 D7 D8 keep one open request, one decision and one valid card, and record equals run',
    () => live(['usual', 'usual-2']),
    PATIENCE_MS,
  )
})
