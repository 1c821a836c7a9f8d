/** Every workflow type of the queue `requests`; the entry point of the worker's bundle. */
export { bureauBatch } from './bureauBatch'
export { cancellationRequest } from './cancellationRequest'
export { cardProduction } from './cardProduction'
export { cardRequest } from './cardRequest'
export { dataDeletion } from './dataDeletion'
export { familyRefresh } from './familyRefresh'
export { noticeDelivery } from './noticeDelivery'
export { reconciliation } from './reconciliation'
