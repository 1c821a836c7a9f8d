/** The path to return to is always inside the app. */
import { pathOfReferer, safeReturnPath } from '../../../services/shared/web/routing/returnPath'

describe('S7 the page to return to after login', () => {
  it.each([
    ['/'],
    ['/requests/abc'],
    ['/queue?type=cardRequest&page=2'],
    ['/search?q=PYK-2026-000123'],
  ])('may be a page of this app: %s', (given) => {
    expect(safeReturnPath(given)).toBe(given)
  })

  it.each([
    ['//evil.example'],
    ['/\\evil.example'],
    ['\\\\evil.example'],
    ['https://evil.example/'],
    ['javascript:alert(1)'],
    ['/\t/evil.example'],
    ['/..//evil.example'],
    ['/a\nSet-Cookie: x'],
    ['queue'],
    [''],
    [`/${'a'.repeat(1_000)}`],
    [undefined],
    [['/queue', '/other']],
  ])('is never outside: %j', (given) => {
    expect(safeReturnPath(given)).toBe('/')
  })
})

describe('the page a form was posted from', () => {
  it('is taken from a referer of this app', () => {
    expect(pathOfReferer('http://localhost:3000/requests/new?x=1', 'localhost:3000')).toBe(
      '/requests/new?x=1',
    )
  })

  it.each([['http://localhost:3001/queue'], ['https://evil.example/'], ['nonsense'], [undefined]])(
    'is the home page for any other: %s',
    (referer) => {
      expect(pathOfReferer(referer, 'localhost:3000')).toBe('/')
    },
  )
})
