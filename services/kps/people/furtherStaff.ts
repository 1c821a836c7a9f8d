/** Staff whose families fill the lists. Each has a spouse and a child; nothing is random. */
import { account, UNITS } from './account'
import type { DemoAccount, DemoFamily, UnitCode } from './account'
import { demoPerson } from './person'
import type { Age } from './person'

/** Given names of staff, spouse and child, and the surname. */
const FAMILIES: readonly (readonly [
  staff: string,
  spouse: string,
  child: string,
  surname: string,
])[] = [
  ['Ayşegül', 'Kadir', 'Defne', 'Yılmaz'],
  ['Mehmet', 'Işılay', 'Kağan', 'Çelik'],
  ['Gülşah', 'Şükrü', 'İrem', 'Öztürk'],
  ['İsmail', 'Çiğdem', 'Doğa', 'Kılıç'],
  ['Nurşen', 'Oğuz', 'Umut', 'Arslan'],
  ['Ufuk', 'Şirin', 'Işık', 'Doğru'],
  ['Sıla', 'Barış', 'Ilgın', 'Çetin'],
  ['Yağmur', 'İlker', 'Duru', 'Kara'],
  ['Hüseyin', 'Ayşın', 'Çınar', 'Özdemir'],
  ['İnci', 'Tayfun', 'Yağız', 'Aydın'],
  ['Kâzım', 'Müşerref', 'Öykü', 'Erdoğan'],
  ['Bahar', 'Uğur', 'Işın', 'Yavuz'],
  ['Şeref', 'Gülnur', 'Poyraz', 'Polat'],
  ['Çiçek', 'İhsan', 'Ada', 'Tunç'],
  ['Ragıp', 'Leylâ', 'Toprak', 'Güneş'],
  ['Feyza', 'Sırrı', 'Ilgaz', 'Bozkurt'],
  ['Yaşar', 'Songül', 'İdil', 'Acar'],
  ['Nilüfer', 'Ertuğrul', 'Bartu', 'Sarı'],
  ['Halil', 'Ülkü', 'Çağan', 'Taş'],
  ['Esin', 'Tarık', 'Rüzgâr', 'Kurt'],
  ['Ömür', 'Zeliş', 'Nehir', 'Aslantaş'],
  ['Fatıma', 'Nâzım', 'Ilgım', 'Şen'],
  ['Gökhan', 'Işıltan', 'Kıvanç', 'Tekin'],
  ['Şehnaz', 'Cüneyt', 'Aybüke', 'Bulut'],
  ['Rıfkı', 'Jülide', 'Görkem', 'Ağaoğlu'],
  ['Meltem', 'Sıtkı', 'İlayda', 'Işıklar'],
  ['Özgür', 'Şermin', 'Buğra', 'Güler'],
  ['Aslı', 'Yücel', 'Tuğçe', 'İnan'],
  ['Vural', 'Nihâl', 'Ilım', 'Turan'],
  ['Dilâra', 'İskender', 'Ayça', 'Ateş'],
  ['Kıymet', 'Ünsal', 'Bilge', 'Koçak'],
  ['Erdem', 'Yıldız', 'Şafak', 'Sağlam'],
  ['Hülya', 'Çetin', 'Ezgi', 'Başar'],
  ['Sinan', 'Gülçin', 'Ozan', 'Uysal'],
]

const UNIT_CODES = (Object.keys(UNITS) as UnitCode[]).filter((code) => code !== '1090')
const FIRST_ORDINAL = 100

/**
 * One child turns 15 today, one has only month and year of birth, the others are between 15 and 20.
 */
const TURNS_15_TODAY = 32
const DAY_OF_BIRTH_UNKNOWN = 33

export const furtherFamilies: readonly DemoFamily[] = FAMILIES.map(
  ([staff, spouse, child, surname], index) => {
    const ordinal = FIRST_ORDINAL + index * 3
    return {
      staff: account(
        `${plain(staff)}.${plain(surname)}`,
        demoPerson(ordinal, staff, surname, {
          years: 38 + (index % 15),
          birthdayDaysAgo: (index * 37) % 365,
        }),
        String(201_000 + index * 7),
        UNIT_CODES[index % UNIT_CODES.length]!,
        ['staff'],
      ),
      members: [
        {
          relation: 'spouse',
          person: demoPerson(ordinal + 1, spouse, surname, {
            years: 37 + (index % 17),
            birthdayDaysAgo: (index * 53 + 20) % 365,
          }),
        },
        { relation: 'child', person: demoPerson(ordinal + 2, child, surname, ageOfChild(index)) },
      ],
    }
  },
)

export const furtherStaff: readonly DemoAccount[] = furtherFamilies.map(({ staff }) => staff)

function ageOfChild(index: number): Age {
  if (index === TURNS_15_TODAY) return { years: 15, birthdayDaysAgo: 0 }
  if (index === DAY_OF_BIRTH_UNKNOWN) return { years: 16, birthdayDaysAgo: 100, dayUnknown: true }
  return { years: 15 + (index % 6), birthdayDaysAgo: (index * 29 + 5) % 365 }
}

/** Turns a name into a user name: Çiçek Ağaoğlu becomes cicek.agaoglu. */
function plain(name: string): string {
  return name.toLocaleLowerCase('tr').replaceAll('ı', 'i').normalize('NFD').replace(/\p{M}/gu, '')
}
