/**
 * Staff whose families are in the register but not yet in the record: their first login asks. Each
 * is a hard case of the requirements.
 */
import { account } from './account'
import type { DemoAccount, DemoFamily, UnitCode } from './account'
import { demoPerson } from './person'
import type { Age } from './person'

const GROWN: Age = { years: 42, birthdayDaysAgo: 133 }
const UNIT: UnitCode = '1030'

/** 60 letters in three given names. */
const LONGEST_NAME = 'Muhammedabdülmuttalip Şemseddinnurullah Celâleddinabdurrahmani'

function staffMember(ordinal: number, username: string, name: string, surname: string) {
  const person = demoPerson(ordinal, name, surname, GROWN)
  return account(username, person, String(230_000 + ordinal), UNIT, ['staff'])
}

const oneChild = staffMember(300, 'tek.cocuk', 'Sevgi', 'Ulusoy')
const twins = staffMember(305, 'ikizler', 'Orhan', 'Yücel')
const fifteenToday = staffMember(310, 'onbes.bugun', 'Aslıhan', 'Bayraktar')
const leapDay = staffMember(315, 'yirmidokuz.subat', 'Cemil', 'Altunbaş')
const dateUnknown = staffMember(320, 'gunsuz.tarih', 'Hatice', 'Toprak')
const widowed = staffMember(325, 'esi.vefat', 'Ruhi', 'Sezgin')
const divorced = staffMember(330, 'bosanmis', 'Nermin', 'Alkan')
const adopting = staffMember(335, 'evlat.edinen', 'Fikret', 'Güngör')
const blueCard = staffMember(340, 'mavi.kart', 'Berna', 'Keskin')
const foreigner = staffMember(345, 'yabanci.es', 'Tolga', 'Ersoy')
const marriedToStaff = staffMember(350, 'es.bakanlikta', 'Dilek', 'Çakır')
const marriedToStaffToo = staffMember(351, 'bakanlik.esi', 'Murat', 'Çakır')
const longName = staffMember(355, 'uzun.ad', 'Şükriye', 'Karaosmanoğlu')

export const registerOnlyStaff: readonly DemoAccount[] = [
  oneChild,
  twins,
  fifteenToday,
  leapDay,
  dateUnknown,
  widowed,
  divorced,
  adopting,
  blueCard,
  foreigner,
  marriedToStaff,
  marriedToStaffToo,
  longName,
]

const child = (person: DemoFamily['members'][number]['person']) =>
  ({ relation: 'child', person }) as const
const spouse = (person: DemoFamily['members'][number]['person']) =>
  ({ relation: 'spouse', person }) as const

export const registerOnlyFamilies: readonly DemoFamily[] = [
  {
    staff: oneChild,
    members: [child(demoPerson(301, 'Irmak', 'Ulusoy', { years: 18, birthdayDaysAgo: 64 }))],
  },
  {
    staff: twins,
    members: [
      child(demoPerson(306, 'Deniz', 'Yücel', { years: 16, birthdayDaysAgo: 40 })),
      child(demoPerson(307, 'Derya', 'Yücel', { years: 16, birthdayDaysAgo: 40 })),
    ],
  },
  {
    staff: fifteenToday,
    members: [child(demoPerson(311, 'Utku', 'Bayraktar', { years: 15, birthdayDaysAgo: 0 }))],
  },
  {
    staff: leapDay,
    members: [
      child(
        demoPerson(316, 'Şebnem', 'Altunbaş', { years: 11, birthdayDaysAgo: 0, leapDay: true }),
      ),
    ],
  },
  {
    staff: dateUnknown,
    members: [
      child(
        demoPerson(321, 'Gündoğdu', 'Toprak', {
          years: 16,
          birthdayDaysAgo: 100,
          dayUnknown: true,
        }),
      ),
      child(
        demoPerson(322, 'Aybars', 'Toprak', { years: 14, birthdayDaysAgo: 0, monthUnknown: true }),
      ),
    ],
  },
  {
    staff: widowed,
    members: [
      spouse(demoPerson(326, 'Nimet', 'Sezgin', GROWN, { dead: true })),
      child(demoPerson(327, 'Batu', 'Sezgin', { years: 17, birthdayDaysAgo: 210 })),
    ],
  },
  {
    staff: divorced,
    members: [child(demoPerson(331, 'Ilgın', 'Alkan', { years: 19, birthdayDaysAgo: 77 }))],
  },
  {
    staff: adopting,
    members: [
      child(
        demoPerson(336, 'Umay', 'Güngör', { years: 16, birthdayDaysAgo: 9 }, { adopted: true }),
      ),
    ],
  },
  {
    staff: blueCard,
    members: [spouse(demoPerson(341, 'Kenan', 'Keskin', GROWN, { registeredAs: 'blueCard' }))],
  },
  {
    staff: foreigner,
    members: [spouse(demoPerson(346, 'Elena', 'Petrova', GROWN, { registeredAs: 'foreigner' }))],
  },
  { staff: marriedToStaff, members: [spouse(marriedToStaffToo.person)] },
  { staff: marriedToStaffToo, members: [spouse(marriedToStaff.person)] },
  {
    staff: longName,
    members: [
      child(demoPerson(356, LONGEST_NAME, 'Karaosmanoğlu', { years: 20, birthdayDaysAgo: 300 })),
    ],
  },
]
