/** The events that an open page receives. */
import { endEventStreams } from '../../services/shared/web/routing/eventStream'
import type { Visitor } from './visitor'
import { waitFor } from './waitFor'

export function followEvents(visitor: Pick<Visitor, 'get'>, address: string) {
  let text = ''
  const ended = visitor
    .get(address)
    .buffer(true)
    .parse((answer, done) => {
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () => done(null, text))
    })
    .then(() => undefined)
  return {
    text: () => text,
    says: (words: string) => waitFor(() => text.includes(words), { what: words }),
    end: () => {
      endEventStreams()
      return ended
    },
  }
}
