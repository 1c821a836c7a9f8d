import type { Frame } from '../../../../workflows/domain/photoFrame'

/** The frame rests this long before the server is asked about it, which decodes the picture. */
const REST_MS = 400

/**
 * Keeps the advice on a photo to the part that the frame holds.
 * @param address of the page
 * @returns to be called when the frame has moved
 */
export function adviceThatFollows(address: string): (frame: Frame) => void {
  const place = document.querySelector<HTMLElement>('[data-part="advice"]')!
  let resting: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null

  async function ask({ left, top, width }: Frame): Promise<void> {
    asking = new AbortController()
    const target = new URL(`${new URL(address).pathname}/advice`, location.href)
    target.search = new URLSearchParams({
      left: String(left),
      top: String(top),
      width: String(width),
    }).toString()
    // Advice is a help; without an answer, or when the frame has moved on, the last one stays.
    const html = await fetch(target, { signal: asking.signal })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .catch(() => null)
    if (html === null) return
    const parsed = new DOMParser().parseFromString(html, 'text/html')
    place.replaceChildren(...parsed.body.childNodes)
  }

  return (frame) => {
    clearTimeout(resting)
    asking?.abort()
    resting = setTimeout(() => void ask(frame), REST_MS)
  }
}
