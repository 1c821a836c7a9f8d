/**
 * `npm run audit:verify`: proves that no audit line was changed, inserted or taken away, and names
 * the first broken link of each chain.
 */
import { verifyAudit } from '../../../services/shared/store/auditChain/verify'
import { CommandRefused, runCommand } from './command'
import { messages } from './messages'

runCommand(async (store) => {
  const found = await verifyAudit(store, ({ chain, seq, line, fault }) =>
    console.error(messages.auditBreak(chain, seq, line, messages.auditFaults[fault])),
  )
  if (found.broken > 0) throw new CommandRefused(messages.auditBroken(found))
  return [messages.auditWhole(found)]
})
