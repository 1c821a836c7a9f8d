/** Every workflow type of the queue `requests`; what the worker's bundle is made of. */
export { cancellationRequest } from './cancellationRequest'
export { cardProduction } from './cardProduction'
export { cardRequest } from './cardRequest'
