/** Handles one message. Returns nothing when it is done at once, a promise when it has to wait for something. */
export type MessageTask = () => void | Promise<void>

/**
 * Messages of a run, handled one after the other in the order of their arrival.
 *
 * A task that needs no waiting is handled within the signal handler's own turn, so that a query right after the signal
 * sees its effect (D7). A task that waits holds up the ones behind it and never overlaps with them, so that no two
 * messages are judged by the same facts.
 */
export class Inbox {
  private readonly waiting: MessageTask[] = []
  private handling = false

  /** Whether every message received so far is handled. */
  get isIdle(): boolean {
    return !this.handling && this.waiting.length === 0
  }

  /**
   * Takes a message in, and handles it unless an earlier one is still being handled: then that call handles this one too.
   * Throws what a task throws; the next message continues with the tasks that are left.
   */
  async receive(task: MessageTask): Promise<void> {
    this.waiting.push(task)
    if (this.handling) return
    this.handling = true
    try {
      for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
        const done = next()
        // An await without need would leave the next message for a later turn.
        if (done !== undefined) await done
      }
    } finally {
      this.handling = false
    }
  }
}
