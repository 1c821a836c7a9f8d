/**
 * The pages that can open after the login: "Standart Ana Sayfa", unless the person has marked another
 * one (S7, S8).
 */
import { judgeAccess } from '../../accounts/access'
import type { Access, SignedInAccount } from '../../accounts/access'
import type { AppName } from '../../store/account'
import { safeReturnPath } from '../routing/returnPath'

export interface OpeningPage {
  /** Kept on accounts, so that it never changes. */
  id: string
  /** Path of a page without parameters to fill in. */
  path: string
  /** Catalogue key of its name. */
  key: string
  access: Access
}

/** The first one is the standard page, which everybody of the app may open. */
export type OpeningPageList = readonly [OpeningPage, ...OpeningPage[]]

export interface OpeningPages {
  readonly app: AppName
  readonly standard: OpeningPage
  readonly ids: readonly [string, ...string[]]
  /** The page with an id, or null if it does not exist or is not for the account. */
  find(id: string | undefined, account: SignedInAccount): OpeningPage | null
  /** The page that the account has marked; the standard one if there is none that it may open. */
  markedBy(account: SignedInAccount): OpeningPage
  /** The other pages that the account may open, in the order of the menu. */
  othersFor(account: SignedInAccount): readonly OpeningPage[]
  /**
   * Where a person goes after login: to the page that they asked for, or to their opening page.
   * @param asked untrusted; empty for nothing in particular
   */
  afterLogin(account: SignedInAccount, asked: string): string
}

export function createOpeningPages(app: AppName, pages: OpeningPageList): OpeningPages {
  const [standard, ...others] = pages
  const mayOpen = (account: SignedInAccount) => (page: OpeningPage) =>
    judgeAccess(page.access, account) === 'allowed'

  const find: OpeningPages['find'] = (id, account) =>
    pages.filter(mayOpen(account)).find((page) => page.id === id) ?? null
  const markedBy: OpeningPages['markedBy'] = (account) =>
    find(account.openingPages[app], account) ?? standard

  return {
    app,
    standard,
    ids: [standard.id, ...others.map(({ id }) => id)],
    find,
    markedBy,
    othersFor: (account) => others.filter(mayOpen(account)),
    afterLogin: (account, asked) => safeReturnPath(asked, markedBy(account).path),
  }
}

/** What templates show of the opening pages. */
export interface OpeningPagesOnPage {
  /** The entries of the menu "Modüller" below the home page. */
  modules: readonly { href: string; key: string }[]
  /** Catalogue key of the page that opens after login. */
  markedKey: string
  /** The current page if it can be the opening page. */
  current: { id: string; isMarked: boolean; isStandard: boolean } | null
}

/** @param path of the current page */
export function openingPagesOnPage(
  pages: OpeningPages,
  account: SignedInAccount,
  path: string,
): OpeningPagesOnPage {
  const marked = pages.markedBy(account)
  const others = pages.othersFor(account)
  const current = [pages.standard, ...others].find((page) => page.path === path)
  return {
    modules: others.map(({ path: href, key }) => ({ href, key })),
    markedKey: marked.key,
    current:
      current === undefined
        ? null
        : {
            id: current.id,
            isMarked: current === marked,
            isStandard: current === pages.standard,
          },
  }
}
