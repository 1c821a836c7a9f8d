import type { Store } from '../../shared/store/connection'

/** @returns the name behind an account id; null when the account no longer exists */
export async function accountName(store: Store, accountId: string): Promise<string | null> {
  const account = await store.accounts.findById(accountId, { name: 1 }).lean()
  return account?.name ?? null
}
