/** Asks the population register for a staff member's family and writes the list (S17). */
import type { RegistryActivities, RegistryAnswer, RegistryQuestion } from '../../workflows/contract'
import type { IdentityVault } from '../../services/shared/identity/vault'
import type { Log } from '../../services/shared/log/log'
import { RegistryError, RegistryNotAuthorised } from '../../services/shared/registry/errors'
import type { FamilyRegistry } from '../../services/shared/registry/familyRegistry'
import type { Store } from '../../services/shared/store/connection'
import { beating, HEARTBEAT_MS } from '../heartbeat'
import { writeFamily } from './writeFamily'

export interface RegistryMeans {
  store: Store
  vault: IdentityVault
  registry: FamilyRegistry
  log: Pick<Log, 'warn' | 'error'>
}

/** @param heartbeatMs time between two heartbeats, in milliseconds */
export function createRegistryActivities(
  means: RegistryMeans,
  heartbeatMs = HEARTBEAT_MS,
): RegistryActivities {
  return { askRegistry: (question) => beating(heartbeatMs, () => askRegistry(means, question)) }
}

/**
 * Identity numbers and names stay inside this activity: Temporal sees ids, codes and a count (D12).
 * @returns faults of the register as answers; those of our own servers are thrown and retried
 */
async function askRegistry(
  { store, vault, registry, log }: RegistryMeans,
  { accountId, at }: RegistryQuestion,
): Promise<RegistryAnswer> {
  const { identity, registryNo } = await store.accounts
    .findById(accountId, { identity: 1, registryNo: 1 })
    .orFail()
    .lean()
  if (identity === undefined) {
    log.error({ accountId }, 'the account has no identity number; the register cannot be asked')
    return { kind: 'noIdentity' }
  }
  try {
    const family = await registry.familyOf({
      identityNumber: vault.open(identity, accountId),
      askedBy: registryNo,
    })
    await writeFamily({ store, vault }, accountId, family, new Date(at))
    return { kind: 'answered', relatives: family.relatives.length }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    const { name, code, reason } = error
    if (error instanceof RegistryNotAuthorised) {
      log.error({ accountId, code, reason }, 'KPS does not authorise our queries')
      return { kind: 'notAuthorised', fault: code }
    }
    log.warn({ accountId, fault: name, code, reason }, 'KPS gave no answer')
    return { kind: 'failed', fault: code }
  }
}
