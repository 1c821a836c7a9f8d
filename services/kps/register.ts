/** The register of the stand-in: who is related to whom, and what has happened since. */
import type { BirthDate } from '../../workflows/domain/birthDate'
import type { Relation } from '../../workflows/domain/eligibility'
import { withCheckDigits } from '../../workflows/domain/identityNumber'
import type { Day } from '../../workflows/domain/istanbul'
import type { DemoFamily } from './people/account'
import { birthDateOn } from './people/person'
import type { DemoPerson } from './people/person'

export interface RegisterPerson extends Pick<DemoPerson, 'registeredAs' | 'dead' | 'adopted'> {
  identityNumber: string
  name: string
  surname: string
  birthDate: BirthDate
}

export interface RegisterFamily {
  person: RegisterPerson
  relatives: { relation: Relation; person: RegisterPerson }[]
}

/** What can happen to a relative: a death, or the end of the relation, such as a divorce. */
export const EVENTS = ['died', 'left'] as const
export type RegisterEvent = (typeof EVENTS)[number]

export interface Register {
  /** The family of a person; null if the person is unknown. */
  familyOf(identityNumber: string): RegisterFamily | null
  /**
   * Notes what has happened to a relative of a person, or that nothing has.
   * @param relative position in the person's family
   */
  note(identityNumber: string, relative: number, event: RegisterEvent | null): void
  eventOf(identityNumber: string, relative: number): RegisterEvent | null
}

/**
 * The register of the demo's people. Tests use copies of these people, whose numbers differ by a
 * multiple of `NUMBERS_PER_COPY`; they have the same families.
 * @param today the day in Istanbul, from which ages are counted
 */
export function createRegister({
  people,
  families,
  today,
}: {
  people: readonly DemoPerson[]
  families: readonly DemoFamily[]
  today: () => Day
}): Register {
  const known = new Map(people.map((person) => [person.identityNumber, person]))
  const familiesByNumber = new Map(
    families.map(({ staff, members }) => [staff.person.identityNumber, members]),
  )
  const firstBlock = Math.min(...people.map((person) => blockOf(person.identityNumber)))
  const events = new Map<string, RegisterEvent>()
  const eventKey = (identityNumber: string, relative: number) => `${identityNumber}/${relative}`

  function originalOf(identityNumber: string): { person: DemoPerson; copy: number } | null {
    const person = known.get(identityNumber)
    if (person !== undefined) return { person, copy: 0 }
    const copy = blockOf(identityNumber) - firstBlock
    if (copy < 1 || copy > MOST_COPIES) return null
    const original = known.get(shifted(identityNumber, -copy))
    return original === undefined ? null : { person: original, copy }
  }

  return {
    familyOf(identityNumber) {
      const original = originalOf(identityNumber)
      if (original === null) return null
      const registered = (person: DemoPerson): RegisterPerson => {
        const { age, ...rest } = person
        return {
          ...rest,
          identityNumber: shifted(person.identityNumber, original.copy),
          birthDate: birthDateOn(today(), age),
        }
      }
      const members = familiesByNumber.get(original.person.identityNumber) ?? []
      return {
        person: registered(original.person),
        relatives: members.flatMap(({ relation, person }, index) => {
          const event = events.get(eventKey(identityNumber, index))
          if (event === 'left') return []
          const relative = registered(person)
          return [{ relation, person: event === 'died' ? { ...relative, dead: true } : relative }]
        }),
      }
    },
    note(identityNumber, relative, event) {
      if (event === null) events.delete(eventKey(identityNumber, relative))
      else events.set(eventKey(identityNumber, relative), event)
    },
    eventOf: (identityNumber, relative) => events.get(eventKey(identityNumber, relative)) ?? null,
  }
}

/** More than there are people in the demo. */
const NUMBERS_PER_COPY = 1_000
const MOST_COPIES = 1_000

function blockOf(identityNumber: string): number {
  return Math.floor(Number(identityNumber.slice(0, 9)) / NUMBERS_PER_COPY)
}

/** The number that a person has in a copy of the demo's people. */
export function shifted(identityNumber: string, copies: number): string {
  return copies === 0
    ? identityNumber
    : withCheckDigits(String(Number(identityNumber.slice(0, 9)) + copies * NUMBERS_PER_COPY))
}
