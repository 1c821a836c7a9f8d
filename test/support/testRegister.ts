/** A population register whose families a test sets; everybody exists, at first without relatives. */
import type { RegisterFamily, RegisterPerson } from '../../services/kps/register'
import { gate } from './gate'

export interface TestRegister {
  familyOf(identityNumber: string): RegisterFamily
  /** Sets the relatives of a person. */
  set(identityNumber: string, relatives: RegisterFamily['relatives']): void
  /** What a slow answer waits for; open it to let the register answer. */
  slow: ReturnType<typeof gate>
  slowness: () => Promise<unknown>
}

export function createTestRegister(): TestRegister {
  const families = new Map<string, RegisterFamily['relatives']>()
  const register: TestRegister = {
    familyOf: (identityNumber) => ({
      person: registered(identityNumber, 'Gökçe', 'Şimşek'),
      relatives: families.get(identityNumber) ?? [],
    }),
    set: (identityNumber, relatives) => void families.set(identityNumber, relatives),
    slow: gate(),
    slowness: () => register.slow.opened,
  }
  return register
}

/** A living citizen, born on 19 May 2001. */
export function registered(
  identityNumber: string,
  name: string,
  surname: string,
  over: Partial<RegisterPerson> = {},
): RegisterPerson {
  const birthDate = { year: 2001, month: 5, day: 19 }
  return { identityNumber, name, surname, birthDate, ...over }
}
