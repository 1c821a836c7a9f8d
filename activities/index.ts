/** What runs do to the world, made of what a process has. */
import type { RecordActivities } from '../workflows/contract'
import type { Store } from '../services/shared/store/connection'
import { recordCardStep } from './cards/recordCardStep'
import { recordNewRequest } from './requests/recordNewRequest'
import { recordStep } from './requests/recordStep'

/** The writes of the queue `requests`. */
export function createRecordActivities(store: Store): RecordActivities {
  return {
    fileRequest: (request) => recordNewRequest(store, request),
    recordStep: (step) => recordStep(store, step),
    recordCardStep: (step) => recordCardStep(store, step),
  }
}
