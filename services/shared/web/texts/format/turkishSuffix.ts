/** Suffixes that follow the sound of the word before them: `Zeynep Kaya’da`, `14:52’ye`. */

/** By the last number word: bir’e, iki’ye, altı’ya; a zero alone is sıfır’a. */
const TO_UNITS = ['a', 'e', 'ye', 'e', 'e', 'e', 'ya', 'ye', 'e', 'a']
/** The same where the units are zero: on’a, yirmi’ye, otuz’a, kırk’a, elli’ye. */
const TO_TENS = ['a', 'a', 'ye', 'a', 'a', 'ye']

/** The dative of a time of day as it is read, `14:00’e`; the hour decides when there are no minutes. */
export function toTime(time: string): string {
  const [hours = '', minutes = ''] = time.slice(-5).split(':')
  const [tens, units] = (minutes === '00' ? hours : minutes).split('').map(Number) as [
    number,
    number,
  ]
  return `${time}’${units === 0 ? TO_TENS[tens]! : TO_UNITS[units]!}`
}

const BACK_VOWELS = 'aıouâû'
const VOWELS = `${BACK_VOWELS}eiöüî`
const VOICELESS = 'fstkçşhp'

/** The locative of a name: `Yiğit Koç’ta`, `Gül Öz’de`. */
export function atName(name: string): string {
  const letters = Array.from(name.toLocaleLowerCase('tr'))
  const lastVowel = letters.findLast((letter) => VOWELS.includes(letter)) ?? 'e'
  const consonant = VOICELESS.includes(letters.at(-1) ?? '') ? 't' : 'd'
  return `${name}’${consonant}${BACK_VOWELS.includes(lastVowel) ? 'a' : 'e'}`
}
