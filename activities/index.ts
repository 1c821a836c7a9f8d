/** Creates the activities from what the process has. */
import type { RecordActivities } from '../workflows/contract'
import type { Store } from '../services/shared/store/connection'
import { readLeave } from '../services/shared/store/leave'
import { askCard } from './cards/askCard'
import { recordCardStep } from './cards/recordCardStep'
import { recordRefresh } from './families/recordRefresh'
import { askAddition } from './requests/askAddition'
import { askCancellation, askOpenCancellation } from './requests/askCancellation'
import { askCardRepair, askRepair } from './requests/askRepair'
import { recordNewRequest } from './requests/recordNewRequest'
import { recordStep } from './requests/recordStep'

/** The activities of the queue `requests`: MongoDB writes, and questions to the record. */
export function createRecordActivities(store: Store): RecordActivities {
  return {
    fileRequest: (request) => recordNewRequest(store, request),
    recordStep: (step) => recordStep(store, step),
    recordCardStep: (step) => recordCardStep(store, step),
    recordRefresh: (step) => recordRefresh(store, step),
    askCancellation: (question) => askCancellation(store, question),
    askOpenCancellation: (question) => askOpenCancellation(store, question),
    askCard: (question) => askCard(store, question),
    askAddition: (question) => askAddition(store, question),
    askRepair: (question) => askRepair(store, question),
    askCardRepair: (question) => askCardRepair(store, question),
    askLeave: () => readLeave(store),
  }
}
