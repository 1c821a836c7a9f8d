/** The population register as the system needs it: the spouse and the children of a person (S17). */
import type { BirthDate } from '../../../workflows/domain/birthDate'
import type { Relation } from '../../../workflows/domain/eligibility'

/** A spouse or child in the register, with only what the list and the card use. */
export interface RegisteredRelative {
  relation: Relation
  identityNumber: string
  name: string
  surname: string
  birthDate: BirthDate
  dead: boolean
}

export interface RegisteredFamily {
  /** Empty only if the register knows neither spouse nor child. */
  relatives: RegisteredRelative[]
  /** SHA-256 of the answer about them; it shows whether a later answer differs. */
  hash: string
}

export interface FamilyQuestion {
  identityNumber: string
  /** Registry number (sicil) of the official who asks; the register logs it. */
  askedBy: string
}

export interface FamilyRegistry {
  /**
   * The spouse and children of a person.
   * @throws RegistryError; never answers with an empty family instead (D9)
   */
  familyOf(question: FamilyQuestion): Promise<RegisteredFamily>
}
