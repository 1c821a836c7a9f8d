/** The staff register from a table: who works where (S6). */
import { randomUUID } from 'node:crypto'
import type { IdentityVault } from '../../../services/shared/identity/vault'
import type { Store } from '../../../services/shared/store/connection'
import type { StaffMember } from '../../../services/shared/store/staffMember'
import { isIdentityNumber } from '../../../workflows/domain/identityNumber'
import { nameWords } from '../../../workflows/domain/nameWords'
import { cellFaults, createTwiceCheck, isCode } from './cells'
import { OPERATOR, readRows } from './command'
import type { TableLoad, TablePlan } from './command'
import { readTable } from './csvTable'
import type { LineFault } from './csvTable'
import { messages } from './messages'

const HEADINGS = ['sicil', 'tckn', 'ad', 'soyad', 'birim'] as const

interface StaffRow extends Pick<StaffMember, 'registryNo' | 'name' | 'unitCode' | 'personKey'> {
  line: number
  identityNumber: string
}

interface StaffPlan extends TablePlan {
  /** New, or with another name or unit than before. */
  written: StaffMember[]
}

export function staffTable(vault: IdentityVault): TableLoad<StaffRow, StaffPlan> {
  return {
    name: 'staff',
    headings: HEADINGS,
    read: (bytes) => readStaff(bytes, vault),
    plan: (store, rows) => planStaff(store, rows, vault),
    apply: applyStaff,
  }
}

/** Faults that the file shows by itself; identity numbers are not repeated (D12). */
export function readStaff(
  bytes: Buffer,
  vault: Pick<IdentityVault, 'keyOf'>,
): { rows: StaffRow[]; faults: LineFault[] } {
  const registryNoTwice = createTwiceCheck()
  const personTwice = createTwiceCheck()
  return readRows(readTable(bytes, HEADINGS), ({ sicil, tckn, ad, soyad, birim }, line) => {
    const faults = [
      ...cellFaults('sicil', sicil, { isRight: isCode, words: messages.registryNo }),
      ...cellFaults('tckn', tckn, { isRight: isIdentityNumber, words: messages.identityNumber }),
      ...cellFaults('ad', ad),
      ...cellFaults('soyad', soyad),
      ...cellFaults('birim', birim, { isRight: isCode, words: messages.code }),
    ]
    const sameNumber = registryNoTwice(sicil, line)
    if (sicil !== '' && sameNumber !== null) faults.push(messages.twice('sicil', sameNumber))
    const samePerson = personTwice(tckn, line)
    if (tckn !== '' && samePerson !== null) faults.push(messages.twice('tckn', samePerson))
    if (faults.length > 0) return { faults }
    const person = { personKey: vault.keyOf(tckn), identityNumber: tckn }
    return { row: { line, registryNo: sicil, name: `${ad} ${soyad}`, unitCode: birim, ...person } }
  })
}

async function planStaff(
  store: Store,
  rows: readonly StaffRow[],
  vault: IdentityVault,
): Promise<StaffPlan> {
  const personKeys = rows.map(({ personKey }) => personKey)
  const registryNos = rows.map(({ registryNo }) => registryNo)
  const [units, known, accounts, total] = await Promise.all([
    store.units.distinct('_id'),
    store.staff
      .find({ $or: [{ personKey: { $in: personKeys } }, { registryNo: { $in: registryNos } }] })
      .lean(),
    store.accounts.find({ personKey: { $in: personKeys } }, { personKey: 1 }).lean(),
    store.staff.estimatedDocumentCount(),
  ])
  const byKey = new Map(known.map((member) => [member.personKey, member]))
  const byNumber = new Map(known.map((member) => [member.registryNo, member]))
  const accountIds = new Map(accounts.map(({ _id, personKey }) => [personKey, _id]))
  const faultsOf = ({ line, registryNo, unitCode, personKey }: StaffRow): LineFault[] => {
    const before = byKey.get(personKey)
    const ofOther = before === undefined && byNumber.has(registryNo)
    return [
      ...(units.includes(unitCode) ? [] : [messages.unitUnknown(unitCode)]),
      ...(ofOther ? [messages.registryNoOfOther] : []),
      ...(before !== undefined && before.registryNo !== registryNo ? [messages.personOfOther] : []),
    ].map((text) => ({ line, text }))
  }
  const members = rows.map(({ registryNo, name, unitCode, personKey, identityNumber }) => {
    const before = byKey.get(personKey)
    const _id = before?._id ?? accountIds.get(personKey) ?? randomUUID()
    const identity = before?.identity ?? vault.seal(identityNumber, _id)
    return { _id, registryNo, name, unitCode, personKey, identity }
  })
  const isNew = ({ personKey }: StaffMember) => !byKey.has(personKey)
  const written = members.filter((member) => {
    const before = byKey.get(member.personKey)
    return before?.name !== member.name || before.unitCode !== member.unitCode
  })
  const added = members.filter(isNew).length
  return {
    faults: rows.flatMap(faultsOf),
    notes: [],
    counts: {
      added,
      changed: written.length - added,
      same: members.length - written.length,
      others: total - (members.length - added),
    },
    written,
  }
}

/** Accounts follow their person into another unit, and a project manager does not stay one there. */
async function applyStaff(store: Store, { written }: StaffPlan): Promise<readonly string[]> {
  if (written.length === 0) return []
  const at = new Date()
  const units = new Map(
    (await store.units.find({}, { name: 1 }).lean()).map(({ _id, name }) => [_id, name]),
  )
  const leaving = await store.accounts
    .find(
      {
        roles: 'projectManager',
        $or: written.map(({ personKey, unitCode }) => ({ personKey, unitCode: { $ne: unitCode } })),
      },
      { username: 1, registryNo: 1 },
    )
    .lean()
  await store.connection.transaction(async (session) => {
    await store.staff.bulkWrite(
      written.map(({ _id, ...member }) => ({
        updateOne: { filter: { _id }, update: { $set: member }, upsert: true },
      })),
      { session },
    )
    await store.accounts.bulkWrite(
      written.map(({ personKey, name, unitCode }) => ({
        updateOne: {
          filter: { personKey },
          update: {
            $set: { name, nameWords: nameWords(name), unitCode, unitName: units.get(unitCode)! },
          },
        },
      })),
      { session },
    )
    await store.accounts.updateMany(
      { _id: { $in: leaving.map(({ _id }) => _id) } },
      { $pull: { roles: 'projectManager' } },
      { session },
    )
    await store.units.updateMany(
      {},
      { $pull: { managers: { $in: leaving.map(({ registryNo }) => registryNo) } } },
      { session },
    )
    await store.audit.appendAll(
      leaving.map(({ _id }) => ({
        event: 'roleTaken',
        actor: OPERATOR,
        subject: _id,
        at,
        outcome: 'done' as const,
      })),
      session,
    )
  })
  return leaving.map(({ username }) => messages.roleTaken(username))
}
