/** Handles one message. Returns nothing if it is done synchronously, else a promise. */
export type MessageTask = () => void | Promise<void>

/**
 * Handles the messages of a run one after the other, in the order of their arrival.
 *
 * A synchronous task is handled before the signal handler returns, so that a query right after the
 * signal sees its effect (D7). A task that awaits delays the following ones and never overlaps with
 * them, so that no two messages are judged on the same facts.
 */
export class Inbox {
  private readonly waiting: MessageTask[] = []
  private handling = false

  /** Whether every message received so far is handled. */
  get isIdle(): boolean {
    return !this.handling && this.waiting.length === 0
  }

  /**
   * Queues a message and handles it, unless an earlier one is still being handled: then that call
   * handles this one too. Throws what a task throws; the next message continues with the remaining
   * tasks.
   */
  async receive(task: MessageTask): Promise<void> {
    this.waiting.push(task)
    if (this.handling) return
    this.handling = true
    try {
      for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
        const done = next()
        // An unnecessary await would delay the next message.
        if (done !== undefined) await done
      }
    } finally {
      this.handling = false
    }
  }
}
