import { setImmediate as nextTurn } from 'node:timers/promises'
import { Inbox } from '../../../workflows/inbox'
import { gate } from '../../support/gate'

describe('the inbox of a run', () => {
  it('D7 handles a synchronous message before the call returns', () => {
    const inbox = new Inbox()
    const handled: string[] = []
    void inbox.receive(() => void handled.push('first'))
    void inbox.receive(() => void handled.push('second'))
    expect(handled).toEqual(['first', 'second'])
    expect(inbox.isIdle).toBe(true)
  })

  it('handles messages in order, even if an earlier one has to wait', async () => {
    const inbox = new Inbox()
    const handled: string[] = []
    const claim = gate()
    const first = inbox.receive(async () => {
      handled.push('first begins')
      await claim.opened
      handled.push('first ends')
    })
    void inbox.receive(() => void handled.push('second'))
    void inbox.receive(async () => {
      await nextTurn()
      handled.push('third')
    })
    await nextTurn()
    expect(handled).toEqual(['first begins'])
    expect(inbox.isIdle).toBe(false)

    claim.open()
    await first
    expect(handled).toEqual(['first begins', 'first ends', 'second', 'third'])
    expect(inbox.isIdle).toBe(true)
  })

  it('handles a message that arrives while another is being handled right after it', () => {
    const inbox = new Inbox()
    const handled: string[] = []
    void inbox.receive(() => {
      void inbox.receive(() => void handled.push('inner'))
      handled.push('outer')
    })
    expect(handled).toEqual(['outer', 'inner'])
  })

  it('reports a failed message to its sender and handles the following ones', async () => {
    const inbox = new Inbox()
    const handled: string[] = []
    const failing = inbox.receive(() => {
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    await inbox.receive(() => void handled.push('next'))
    expect(handled).toEqual(['next'])
  })
})
