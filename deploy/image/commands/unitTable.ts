/** Units and their project managers from a table (S6, S74). */
import type { Account } from '../../../services/shared/store/account'
import type { Store } from '../../../services/shared/store/connection'
import type { Unit } from '../../../services/shared/store/unit'
import { cellFaults, createTwiceCheck, isCode, isPhone } from './cells'
import { OPERATOR, readRows } from './command'
import type { TableLoad, TablePlan } from './command'
import { readTable } from './csvTable'
import type { LineFault } from './csvTable'
import { messages } from './messages'

const HEADINGS = ['kod', 'ad', 'telefon', 'yoneticiler'] as const

interface UnitRow {
  line: number
  unit: Unit
}

interface UnitPlan extends TablePlan {
  /** The units that are new or differ. */
  written: Unit[]
  /** The accounts whose role changes. */
  given: RoleChange[]
  taken: RoleChange[]
}

type RoleChange = Pick<Account, '_id' | 'username'>

export const unitTable: TableLoad<UnitRow, UnitPlan> = {
  name: 'units',
  headings: HEADINGS,
  read: readUnits,
  plan: planUnits,
  apply: applyUnits,
}

/** Faults that the file shows by itself. */
export function readUnits(bytes: Buffer): { rows: UnitRow[]; faults: LineFault[] } {
  const codeTwice = createTwiceCheck()
  const managerTwice = createTwiceCheck()
  return readRows(readTable(bytes, HEADINGS), ({ kod, ad, telefon, yoneticiler }, line) => {
    const managers = yoneticiler.split(/[\s,]+/).filter((registryNo) => registryNo !== '')
    const faults = [
      ...cellFaults('kod', kod, { isRight: isCode, words: messages.code }),
      ...cellFaults('ad', ad),
      ...cellFaults('telefon', telefon, { isRight: isPhone, words: messages.phone }),
      ...managers.flatMap((registryNo) =>
        cellFaults('yoneticiler', registryNo, { isRight: isCode, words: messages.registryNo }),
      ),
    ]
    const earlier = codeTwice(kod, line)
    if (kod !== '' && earlier !== null) faults.push(messages.twice('kod', earlier))
    for (const registryNo of managers) {
      const other = managerTwice(registryNo, line)
      if (other !== null) faults.push(messages.managerTwice(registryNo, other))
    }
    if (faults.length > 0) return { faults }
    return { row: { line, unit: { _id: kod, name: ad, phone: telefon, managers } } }
  })
}

async function planUnits(store: Store, rows: readonly UnitRow[]): Promise<UnitPlan> {
  const codes = rows.map(({ unit }) => unit._id)
  const registryNos = rows.flatMap(({ unit }) => unit.managers)
  const [existing, staff, accounts] = await Promise.all([
    store.units.find().lean(),
    store.staff.find({ registryNo: { $in: registryNos } }, { registryNo: 1, unitCode: 1 }).lean(),
    store.accounts
      .find(
        {
          $or: [
            { registryNo: { $in: registryNos } },
            { unitCode: { $in: codes }, roles: 'projectManager' },
          ],
        },
        { username: 1, registryNo: 1, unitCode: 1, roles: 1 },
      )
      .lean(),
  ])
  const unitOfManager = new Map(
    rows.flatMap(({ unit }) => unit.managers.map((registryNo) => [registryNo, unit._id] as const)),
  )
  const isManager = ({ registryNo, unitCode }: Pick<Account, 'registryNo' | 'unitCode'>) =>
    unitOfManager.get(registryNo) === unitCode
  const hasRole = ({ roles }: Pick<Account, 'roles'>) => roles.includes('projectManager')
  const known = new Map(existing.map((unit) => [unit._id, unit]))
  const isSame = ({ _id, name, phone, managers }: Unit) => {
    const before = known.get(_id)
    return before?.name === name && before.phone === phone && sameList(before.managers, managers)
  }
  const units = rows.map(({ unit }) => unit)
  const added = units.filter(({ _id }) => !known.has(_id)).length
  const same = units.filter(isSame).length
  const withAccount = new Set(accounts.map(({ registryNo }) => registryNo))
  return {
    faults: managersElsewhere(rows, [...staff, ...accounts]),
    notes: rows.flatMap(({ unit }) =>
      unit.managers
        .filter((registryNo) => !withAccount.has(registryNo))
        .map((registryNo) => messages.managerWithoutAccount(registryNo, unit.name)),
    ),
    counts: {
      added,
      same,
      changed: units.length - added - same,
      others: existing.filter(({ _id }) => !codes.includes(_id)).length,
    },
    written: units.filter((unit) => !isSame(unit)),
    given: accounts.filter((account) => isManager(account) && !hasRole(account)),
    taken: accounts.filter((account) => !isManager(account) && hasRole(account)),
  }
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join(' ') === [...other].sort().join(' ')
}

/** A manager manages the own unit only. */
function managersElsewhere(
  rows: readonly UnitRow[],
  people: readonly Pick<Account, 'registryNo' | 'unitCode'>[],
): LineFault[] {
  const unitOf = new Map(people.map(({ registryNo, unitCode }) => [registryNo, unitCode]))
  return rows.flatMap(({ line, unit }) =>
    unit.managers.flatMap((registryNo) => {
      const unitCode = unitOf.get(registryNo) ?? unit._id
      return unitCode === unit._id
        ? []
        : [{ line, text: messages.managerElsewhere(registryNo, unitCode) }]
    }),
  )
}

async function applyUnits(
  store: Store,
  { written, given, taken }: UnitPlan,
): Promise<readonly string[]> {
  const at = new Date()
  const audit = (event: string) => (account: RoleChange) => ({
    event,
    actor: OPERATOR,
    subject: account._id,
    at,
    outcome: 'done' as const,
  })
  const idsOf = (accounts: readonly RoleChange[]) => ({
    _id: { $in: accounts.map(({ _id }) => _id) },
  })
  await store.connection.transaction(async (session) => {
    if (written.length > 0)
      await store.units.bulkWrite(
        written.map(({ _id, ...unit }) => ({
          updateOne: { filter: { _id }, update: { $set: unit }, upsert: true },
        })),
        { session },
      )
    for (const { _id, name } of written)
      await store.accounts.updateMany({ unitCode: _id }, { $set: { unitName: name } }, { session })
    await store.accounts.updateMany(
      idsOf(given),
      { $addToSet: { roles: 'projectManager' } },
      { session },
    )
    await store.accounts.updateMany(
      idsOf(taken),
      { $pull: { roles: 'projectManager' } },
      { session },
    )
    await store.audit.appendAll(
      [...given.map(audit('roleGiven')), ...taken.map(audit('roleTaken'))],
      session,
    )
  })
  return [
    ...given.map(({ username }) => messages.roleGiven(username)),
    ...taken.map(({ username }) => messages.roleTaken(username)),
  ]
}
