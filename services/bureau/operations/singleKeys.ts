import type { Store } from '../../shared/store/connection'

/** Sets whether single keys work for an account; they do unless it has turned them off. */
export async function setSingleKeys(
  store: Store,
  accountId: string,
  keys: 'on' | 'off',
): Promise<void> {
  await store.accounts.updateOne(
    { _id: accountId },
    keys === 'on' ? { $unset: { singleKeysOff: 1 } } : { $set: { singleKeysOff: true } },
  )
}
