/** Identity numbers on screens: masked, except on the review page (D12). */
import { maskIdentityNumber } from '../../../workflows/domain/identityNumber'
import type { IdentityVault } from '../../shared/identity/vault'
import type { Person } from '../../shared/store/person'

/** For example `123******01`. */
export function maskedIdentity(
  vault: IdentityVault,
  { _id, identity }: Pick<Person, '_id' | 'identity'>,
): string {
  return maskIdentityNumber(vault.open(identity, _id))
}
