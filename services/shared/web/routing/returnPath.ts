/** Paths to return to, always within this app. */

const ANY_ORIGIN = 'http://app.invalid'

/**
 * A path of this app with its query.
 * @param raw untrusted value of any type
 * @param otherwise the path if the value points elsewhere
 */
export function safeReturnPath(raw: unknown, otherwise = '/'): string {
  if (typeof raw !== 'string' || raw.length > 1_000 || !raw.startsWith('/')) return otherwise
  if (/^\/[/\\]|[\\\p{Cc}]/u.test(raw)) return otherwise
  const url = parsed(raw)
  if (url === null || url.origin !== ANY_ORIGIN || url.pathname.startsWith('//')) return otherwise
  return url.pathname + url.search
}

/**
 * The page a request came from, as a path of this app.
 * @param referer the Referer header; another site counts as the home page
 */
export function pathOfReferer(referer: string | undefined, host: string | undefined): string {
  const url = referer === undefined ? null : parsed(referer)
  return url === null || url.host !== host ? '/' : safeReturnPath(url.pathname + url.search)
}

function parsed(raw: string): URL | null {
  return URL.canParse(raw, ANY_ORIGIN) ? new URL(raw, ANY_ORIGIN) : null
}
