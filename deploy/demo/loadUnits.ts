/** Writes the demo's units and its staff register; keeps what is there. */
import { randomUUID } from 'node:crypto'
import { phoneOf, UNITS } from '../../services/kps/people/account'
import type { UnitCode } from '../../services/kps/people/account'
import { demoStaff } from '../../services/kps/people/people'
import type { IdentityVault } from '../../services/shared/identity/vault'
import type { Store } from '../../services/shared/store/connection'

/** The accounts must be written already: a line of the register has the id of its account. */
export async function loadUnits(store: Store, vault: IdentityVault): Promise<void> {
  await Promise.all([writeUnits(store), writeStaff(store, vault)])
}

async function writeUnits(store: Store): Promise<void> {
  const managers = demoStaff.filter(({ roles }) => roles.includes('projectManager'))
  await store.units.bulkWrite(
    (Object.keys(UNITS) as UnitCode[]).map((code) => ({
      updateOne: {
        filter: { _id: code },
        update: {
          $setOnInsert: {
            name: UNITS[code],
            phone: phoneOf(code),
            managers: managers
              .filter(({ unit }) => unit === code)
              .map(({ registryNo }) => registryNo),
          },
        },
        upsert: true,
      },
    })),
  )
}

async function writeStaff(store: Store, vault: IdentityVault): Promise<void> {
  const accounts = await store.accounts.find({}, { personKey: 1 }).lean()
  const accountIds = new Map(accounts.map(({ _id, personKey }) => [personKey, _id]))
  await store.staff.bulkWrite(
    demoStaff.map(({ person: { name, surname, identityNumber }, registryNo, unit }) => {
      const personKey = vault.keyOf(identityNumber)
      const _id = accountIds.get(personKey) ?? randomUUID()
      return {
        updateOne: {
          filter: { personKey },
          update: {
            $setOnInsert: {
              _id,
              name: `${name} ${surname}`,
              registryNo,
              unitCode: unit,
              identity: vault.seal(identityNumber, _id),
            },
          },
          upsert: true,
        },
      }
    }),
  )
}
