/**
 * `npm run account -- --role projectManager --registry-no 184500`: opens an account with any role,
 * or gives the role to an existing one. The first project manager of a new system comes from here.
 */
import { parseArgs } from 'node:util'
import { createOneTimePassword } from '../../../services/shared/accounts/oneTimePassword'
import { openAccount } from '../../../services/shared/accounts/openAccount'
import type { Store } from '../../../services/shared/store/connection'
import type { StaffMember } from '../../../services/shared/store/staffMember'
import { dateAndTime } from '../../../services/shared/web/texts/format/dates'
import { ROLES } from '../../../workflows/domain/roles'
import type { Role } from '../../../workflows/domain/roles'
import { CommandRefused, OPERATOR, runCommand } from './command'
import { messages } from './messages'

interface Wanted {
  roles: Role[]
  registryNo: string
  /** Whether an existing account gets a one-time password, and can be used again. */
  isReset: boolean
}

runCommand(async (store) => {
  const wanted = accountArguments()
  const member = await store.staff.findOne({ registryNo: wanted.registryNo }).lean()
  if (member === null) throw new CommandRefused(messages.staffUnknown(wanted.registryNo))
  if (!(await store.units.exists({ _id: member.unitCode })))
    throw new CommandRefused(messages.unitUnknown(member.unitCode))
  const isOpen = await store.accounts.exists({ personKey: member.personKey })
  const report = await (isOpen ? giveRoles : open)(store, member, wanted)
  if (wanted.roles.includes('projectManager'))
    await store.units.updateOne(
      { _id: member.unitCode },
      { $addToSet: { managers: member.registryNo } },
    )
  return report
})

async function open(store: Store, member: StaffMember, { roles }: Wanted): Promise<string[]> {
  const opening = { roles, expiresOn: null, openedBy: null }
  const { account, password } = await openAccount(store, member, opening, new Date())
  await audit(store, 'accountCreated', account._id)
  return [
    messages.accountOpened(account.name),
    handedOut(account.username, password, account.oneTimePasswordUntil!),
  ]
}

async function giveRoles(
  store: Store,
  { personKey }: StaffMember,
  { roles, isReset }: Wanted,
): Promise<string[]> {
  const {
    _id,
    username,
    roles: all,
  } = await store.accounts
    .findOneAndUpdate(
      { personKey },
      { $addToSet: { roles: { $each: roles } } },
      { returnDocument: 'after' },
    )
    .orFail()
    .lean()
  await audit(store, 'roleGiven', _id)
  const report = [messages.rolesAdded(username, all)]
  if (!isReset) return report
  const { password, stored } = await createOneTimePassword(new Date())
  await store.accounts.updateOne(
    { _id },
    { $set: stored, $unset: { disabledAt: true, expiresOn: true } },
  )
  await audit(store, 'passwordReset', _id)
  return [...report, handedOut(username, password, stored.oneTimePasswordUntil)]
}

function handedOut(username: string, password: string, until: Date): string {
  return messages.handedOut(username, password, dateAndTime(until))
}

async function audit(store: Store, event: string, subject: string): Promise<void> {
  await store.audit.append({
    event,
    actor: OPERATOR,
    subject,
    at: new Date(),
    outcome: 'done',
  })
}

/** @throws CommandRefused with the usage */
function accountArguments(): Wanted {
  const options = {
    role: { type: 'string', multiple: true, default: [] as string[] },
    'registry-no': { type: 'string', default: '' },
    reset: { type: 'boolean', default: false },
  } as const
  try {
    const { values } = parseArgs({ options })
    const roles = ROLES.filter((role) => values.role.includes(role))
    const registryNo = values['registry-no']
    if (roles.length > 0 && roles.length === new Set(values.role).size && registryNo !== '')
      return { roles, registryNo, isReset: values.reset }
  } catch {
    // An unknown option.
  }
  throw new CommandRefused(messages.usageAccount(ROLES))
}
