/** The list of common passwords: an international one, and Turkish words that people add digits to. */
import { dictionary } from '@zxcvbn-ts/language-common'

/** In plain letters, see `plainLetters`. */
// prettier-ignore
const TURKISH = [
  'adana', 'allah', 'ankara', 'antalya', 'asker', 'askerim', 'askim', 'askimaskim', 'ataturk',
  'bakanlik', 'bakanligi', 'benimsifrem', 'besiktas', 'bismillah', 'bursa', 'bursaspor', 'canim',
  'cimbom', 'cumhuriyet', 'emniyet', 'fenerbahce', 'fenerbahcem', 'galatasaray', 'hosgeldiniz',
  'icisleri', 'icisleribakanligi', 'istanbul', 'izmir', 'jandarma', 'kartal', 'kimlik',
  'kimlikburosu', 'konya', 'memleket', 'merhaba', 'mustafakemal', 'nufus', 'parola', 'parolam',
  'personel', 'polis', 'sevgilim', 'seni', 'seniseviyorum', 'sifre', 'sifrem', 'sifremiunuttum',
  'tanitimkarti', 'trabzon', 'trabzonspor', 'turkiye', 'turkiyecumhuriyeti', 'valilik', 'vatan',
  'yonetici',
]

const common = new Set([...dictionary['passwords-common'], ...TURKISH])

/** Whether a text in plain letters is on the list. */
export function isCommonPassword(plain: string): boolean {
  return common.has(plain)
}
