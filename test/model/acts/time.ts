/** Time passes, or the record fails for a while. */
import { HOUR_MS } from '../../support/durations'
import type { Act, Answer, Expected } from '../act'
import { nothing } from '../act'
import type { Life } from '../life'
import type { RealLife } from '../realLife'

export class PassTime implements Act<null> {
  constructor(private readonly hours: number) {}

  isPossible(life: Life): boolean {
    return life.requests.length > 0
  }

  make(): null {
    return null
  }

  async perform(_sent: null, real: RealLife): Promise<Answer> {
    await real.pass(this.hours * HOUR_MS)
    return 'passed'
  }

  expected(): Expected {
    return { passed: nothing }
  }

  toString(): string {
    return `${this.hours} hours pass`
  }
}

export interface FaultOptions {
  times: number
  /** Whether the write is done and only its answer is lost. */
  isWritten: boolean
}

export class RecordFails implements Act<null> {
  constructor(private readonly options: FaultOptions) {}

  isPossible(): boolean {
    return true
  }

  make(): null {
    return null
  }

  perform(_sent: null, real: RealLife): Promise<Answer> {
    real.failWrites(this.options)
    return Promise.resolve('failing')
  }

  expected(): Expected {
    return { failing: nothing }
  }

  toString(): string {
    const { times, isWritten } = this.options
    return `the next ${times} writes ${isWritten ? 'are done and not confirmed' : 'fail'}`
  }
}
