/** The accounts listed in the README and their families; each covers a case of the requirements. */
import { account } from './account'
import type { DemoAccount, DemoFamily } from './account'
import { demoPerson } from './person'

const selin = demoPerson(1, 'Selin', 'Yıldırım', { years: 45, birthdayDaysAgo: 200 })
const cagri = demoPerson(2, 'Çağrı', 'Yıldırım', { years: 47, birthdayDaysAgo: 31 })
const isil = demoPerson(3, 'Işıl', 'Yıldırım', { years: 17, birthdayDaysAgo: 120 })
const omer = demoPerson(4, 'Ömer', 'Yıldırım', { years: 9, birthdayDaysAgo: 75 })
const ipek = demoPerson(5, 'İpek', 'Yıldırım', { years: 24, birthdayDaysAgo: 310 })
const tugrul = demoPerson(6, 'Tuğrul', 'Aksoy', { years: 33, birthdayDaysAgo: 98 })
const gokce = demoPerson(7, 'Gökçe', 'Şimşek', { years: 44, birthdayDaysAgo: 150 })
const ibrahim = demoPerson(8, 'İbrahim', 'Şimşek', { years: 46, birthdayDaysAgo: 12 })
const ege = demoPerson(9, 'Ege', 'Şimşek', { years: 16, birthdayDaysAgo: 240 })
const nazli = demoPerson(10, 'Nazlı', 'Doğan', { years: 50, birthdayDaysAgo: 61 })
const suleyman = demoPerson(11, 'Süleyman', 'Doğan', { years: 52, birthdayDaysAgo: 188 })
const cagla = demoPerson(12, 'Çağla', 'Doğan', { years: 18, birthdayDaysAgo: 45 })
const yigit = demoPerson(13, 'Yiğit', 'Koç', { years: 39, birthdayDaysAgo: 277 })
const sule = demoPerson(14, 'Şule', 'Koç', { years: 37, birthdayDaysAgo: 142 })
const aygul = demoPerson(15, 'Aygül', 'Ünal', { years: 35, birthdayDaysAgo: 19 })
const ilhan = demoPerson(16, 'İlhan', 'Karaağaç', { years: 55, birthdayDaysAgo: 223 })
const pinar = demoPerson(17, 'Pınar', 'Işık', { years: 48, birthdayDaysAgo: 84 })

const personel1 = account('personel1', selin, '184501', '1010', ['staff'])
const personel2 = account('personel2', tugrul, '184502', '1010', ['staff'])
const personel3 = account('personel3', gokce, '184503', '1010', ['staff'])
const personel4 = account('personel4', ibrahim, '184504', '2006', ['staff'])
const personel5 = account('personel5', nazli, '184505', '1040', ['staff'])
/** The adult child of personel1: on the family list without a button (S18–S20). */
const daughterAtMinistry = account('ipek.yildirim', ipek, '214077', '1050', ['staff'])
const buro1 = account('buro1', yigit, '190001', '1090', ['clerk', 'staff'])
const buro2 = account('buro2', aygul, '190002', '1090', ['clerk'])
const head = account('buro.sef', ilhan, '190000', '1090', ['head'])
/** Manages the accounts of the unit of personel1, personel2 and personel3 (S6). */
const projectManager = account('proje.yoneticisi', pinar, '184500', '1010', ['projectManager'])

export const namedStaff: readonly DemoAccount[] = [
  personel1,
  personel2,
  personel3,
  personel4,
  personel5,
  buro1,
  buro2,
  head,
  projectManager,
  daughterAtMinistry,
]

export const namedFamilies: readonly DemoFamily[] = [
  {
    staff: personel1,
    members: [
      { relation: 'spouse', person: cagri },
      { relation: 'child', person: ipek },
      { relation: 'child', person: isil },
      { relation: 'child', person: omer },
    ],
  },
  {
    staff: personel3,
    members: [
      { relation: 'spouse', person: ibrahim },
      { relation: 'child', person: ege },
    ],
  },
  {
    staff: personel4,
    members: [
      { relation: 'spouse', person: gokce },
      { relation: 'child', person: ege },
    ],
  },
  {
    staff: personel5,
    members: [
      { relation: 'spouse', person: suleyman },
      { relation: 'child', person: cagla },
    ],
  },
  { staff: buro1, members: [{ relation: 'spouse', person: sule }] },
]

/** The families with requests in the demo. */
export const personel5Family = { staff: personel5, spouse: suleyman, child: cagla }
export const clerks = [buro1, buro2] as const
