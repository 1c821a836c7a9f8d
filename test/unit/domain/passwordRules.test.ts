/** What a password must be like (S5, S6). */
import { isCommonPassword } from '../../../services/shared/accounts/commonPasswords'
import { passwordFaultOf } from '../../../workflows/domain/passwordRules'
import { plainLetters } from '../../../workflows/domain/plainLetters'

const OWNER = { username: 'aysegul.yilmaz', name: 'Ayşegül Yılmaz', registryNo: '201000' }
const faultOf = (password: string) => passwordFaultOf(password, OWNER, isCommonPassword)

it.each([
  'mor çorap dört kaşık',
  'correct horse battery staple',
  'ğğüşiöçIİĞÜŞ123',
  'x7kmq2vhr9tp',
  'kaldırım taşları',
  '   boşluklu   ',
])('S6 takes a long password of any composition: %s', (password) => {
  expect(faultOf(password)).toBeNull()
})

it.each([
  ['tooShort', 'kısa-parola'],
  ['tooShort', '👨‍👩‍👧‍👦'],
  ['tooLong', 'uzun parola '.repeat(20)],
  ['tooLong', '😀🎈'.repeat(60)],
  ['common', 'qwerty123456'],
  ['common', 'Galatasaray1905'],
  ['common', '***Şifrem***123'],
  ['common', 'İSTANBUL2026!'],
  ['common', 'SENİSEVİYORUM'],
  ['repeated', 'aaaaaaaaaaaa'],
  ['repeated', 'parolaparola'],
  ['repeated', 'abcdefghijkl'],
  ['repeated', '123456789012'],
  ['repeated', '987654321098'],
  ['personal', 'AyşegülYılmaz'],
  ['personal', 'aysegul.yilmaz1985'],
  ['personal', 'Yılmaz-201000!'],
  ['personal', '201000-201000.'],
])('S6 refuses a password as %s: %s', (fault, password) => {
  expect(faultOf(password)).toBe(fault)
})

it('S6 compares passwords without the differences of Turkish letters', () => {
  expect(plainLetters('ŞİFRE Işık ığüşöçâ')).toBe('sifre isik igusoca')
})
