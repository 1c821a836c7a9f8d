import type { Role } from '../../../workflows/domain/roles'
import type { Relation } from '../../../workflows/domain/eligibility'
import type { DemoPerson } from './person'

/** The password of every demo account; it protects only fictional data on a local machine. */
export const DEMO_PASSWORD = 'Demo-2026-Kart'

/** Units by code. The names are real, the codes are invented. */
export const UNITS = {
  '1010': 'Bilgi Teknolojileri Genel Müdürlüğü',
  '1020': 'Nüfus ve Vatandaşlık İşleri Genel Müdürlüğü',
  '1030': 'Personel Genel Müdürlüğü',
  '1040': 'İller İdaresi Genel Müdürlüğü',
  '1050': 'Strateji Geliştirme Başkanlığı',
  '1090': 'Kimlik Bürosu',
  '2006': 'Ankara Valiliği',
  '2034': 'İstanbul Valiliği',
  '2053': 'Rize Valiliği',
  '2063': 'Şanlıurfa Valiliği',
  '2076': 'Iğdır Valiliği',
} as const
export type UnitCode = keyof typeof UNITS

/** The phone number of a unit's project manager; numbers with 555 are not in use. */
export function phoneOf(unit: UnitCode): string {
  return `0312 555 ${unit.slice(0, 2)} ${unit.slice(2)}`
}

export interface DemoAccount {
  username: string
  /** The person who has the account; the same object if they are also someone's relative. */
  person: DemoPerson
  registryNo: string
  unit: UnitCode
  roles: readonly Role[]
}

export interface DemoFamily {
  staff: DemoAccount
  members: readonly { relation: Relation; person: DemoPerson }[]
}

/** Creates a demo account. */
export function account(
  username: string,
  person: DemoPerson,
  registryNo: string,
  unit: UnitCode,
  roles: readonly Role[],
): DemoAccount {
  return { username, person, registryNo, unit, roles }
}
