import type { Store } from '../../shared/store/connection'

/** @returns the name of an account; null when the account no longer exists */
export async function accountName(store: Store, accountId: string): Promise<string | null> {
  const account = await store.accounts.findById(accountId, { name: 1 }).lean()
  return account?.name ?? null
}
