/** Sends a form's body and reports the progress. */

/**
 * The next page, the login if the session has ended, or the server's text about the file or a fault; null if the server was
 * unreachable.
 */
export type Answer =
  | { kind: 'next'; location: string }
  | { kind: 'signIn'; location: string }
  | { kind: 'refused'; text: string }
  | { kind: 'failed'; text: string | null }

/**
 * @param token the CSRF token of the form
 * @param onProgress whole percent; 100 while the server processes the file
 */
export function sendWithProgress(
  address: string,
  body: FormData,
  token: string,
  onProgress: (percent: number) => void,
): Promise<Answer> {
  return new Promise((resolve) => {
    // fetch() does not report upload progress.
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('X-CSRF-Token', token)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(Math.floor((100 * loaded) / total)),
    )
    request.addEventListener('load', () =>
      resolve(answerOf(request.status, request.response as Said | null)),
    )
    request.addEventListener('error', () => resolve({ kind: 'failed', text: null }))
    request.send(body)
  })
}

interface Said {
  location?: string
  errors?: { text: string }[]
  title?: string
  text?: string
}

function answerOf(status: number, said: Said | null): Answer {
  if (said?.location !== undefined)
    return { kind: status === 401 ? 'signIn' : 'next', location: said.location }
  if (said?.errors !== undefined)
    return { kind: 'refused', text: said.errors.map(({ text }) => text).join('\n') }
  return {
    kind: 'failed',
    text: said?.title === undefined ? null : `${said.title}. ${said.text ?? ''}`,
  }
}
