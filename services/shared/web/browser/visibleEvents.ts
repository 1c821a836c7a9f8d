/** Events of the server for a page that is looked at. */

export interface VisibleEvents {
  /** Connects again after `close`, unless the page is hidden. */
  open(): void
  close(): void
}

/**
 * Connects while the page is visible: browsers keep only a few connections to a server.
 * @param address read at each connection
 * @param handlers by the name of the event
 * @param ended aborted when the page needs them no more
 */
export function visibleEvents(
  address: () => string,
  handlers: Record<string, (data: string) => void>,
  ended: AbortSignal = new AbortController().signal,
): VisibleEvents {
  let events: EventSource | null = null

  function open(): void {
    if (document.hidden || events !== null) return
    events = new EventSource(address())
    for (const [event, handle] of Object.entries(handlers))
      events.addEventListener(event, ({ data }: MessageEvent<string>) => handle(data))
  }

  function close(): void {
    events?.close()
    events = null
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()), {
    signal: ended,
  })
  ended.addEventListener('abort', close, { once: true })
  open()
  return { open, close }
}
