/** Answers of the register as other servers may write them. */
import { RegistryError } from '../../../services/shared/registry/errors'
import { readFamily } from '../../../services/shared/registry/kps/familyMessages'
import { properName } from '../../../services/shared/registry/kps/properName'
import {
  childAt,
  escapeXml,
  MalformedXml,
  readXml,
} from '../../../services/shared/registry/kps/xml'
import type { XmlElement } from '../../../services/shared/registry/kps/xml'

const ASKED = '10000000146'
const CODES = { 1: 'self', 2: 'spouse', 3: 'child', 5: 'other' } as const

const member = (code: string, over = '', number = '10000010082') =>
  `<KisiBilgisi><TCKimlikNo>${number}</TCKimlikNo><TemelBilgisi><Ad>I&#x15E;IL</Ad><Soyad>A</Soyad>` +
  `<DogumTarih><Yil>2010</Yil>${over || '<Ay>5</Ay><Gun>19</Gun>'}</DogumTarih></TemelBilgisi>` +
  `<DurumBilgisi><Durum><Kod>1</Kod></Durum></DurumBilgisi><Yakinlik><Kod>${code}</Kod></Yakinlik></KisiBilgisi>`

function read(family: string, number = ASKED) {
  const text =
    '<?xml version="1.0" encoding="utf-8"?><x:Envelope xmlns:x="http://www.w3.org/2003/05/soap-envelope"><x:Body>' +
    '<SorgulaResponse xmlns="http://kps.nvi.gov.tr/2025/08/01"><SorgulaResult><SorguSonucu>' +
    `<AileBilgisi>${family}<TCKimlikNo>${number}</TCKimlikNo></AileBilgisi>` +
    '</SorguSonucu></SorgulaResult></SorgulaResponse></x:Body></x:Envelope>'
  return readFamily(childAt(readXml(text), 'Envelope', 'Body') as XmlElement, ASKED, CODES)
}
const list = (members: string) => `<AileKisiListesi>${members}</AileKisiListesi>`

it('S14 one relative is a list of one, with letters written as numbers', () => {
  expect(read(list(member('3'))).relatives).toMatchObject([{ relation: 'child', name: 'Işıl' }])
})

it('leaves out the person and relatives who get no card, and lists nobody twice', () => {
  const members = member('1') + member('5', '', '10000010150') + member('3') + member('3')
  expect(read(list(members)).relatives).toHaveLength(1)
})

it('S15 an empty list is an empty family', () => {
  expect(read('<AileKisiListesi/>').relatives).toEqual([])
})

it('D4 a month of 0, a nil day and a day without its month are unknown', () => {
  const dates = ['<Ay>0</Ay><Gun>0</Gun>', '<Ay>5</Ay><Gun nil="true"/>', '<Ay/><Gun>7</Gun>']
  expect(dates.map((date) => read(list(member('3', date))).relatives[0]!.birthDate)).toEqual([
    { year: 2010, month: 0, day: 0 },
    { year: 2010, month: 5, day: 0 },
    { year: 2010, month: 0, day: 0 },
  ])
})

it.each([
  ['another person', () => read('<AileKisiListesi/>', '10000010082'), 'otherPerson'],
  ['an impossible date', () => read(list(member('3', '<Ay>2</Ay><Gun>30</Gun>'))), /birthDate/],
  ['a number that is none', () => read(list(member('3', '', '12'))), /identityNumber/],
  [
    'an error in a single answer',
    () => read('<HataBilgisi><Kod>7</Kod></HataBilgisi>'),
    'HataBilgisi:7',
  ],
])('D9 %s is an error that shows no value', (_what, reading, code) => {
  const thrown = errorOf(reading)
  expect(thrown.code).toMatch(code)
  expect(thrown.message).not.toMatch(/\d{11}/)
})

function errorOf(reading: () => unknown): RegistryError {
  try {
    reading()
  } catch (error) {
    if (error instanceof RegistryError) return error
  }
  throw new Error('It was read')
}

it.each([
  ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ['broken markup', '<a><b></a>'],
  ['plain text', 'Service Unavailable'],
])('refuses %s', (_what, text) => {
  expect(() => readXml(text)).toThrow(MalformedXml)
})

it('escapes what a message contains', () => {
  expect(escapeXml(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;')
})

it.each([
  ['IŞIL NUR', 'Işıl Nur'],
  ['İSMAİL', 'İsmail'],
  ['  ALİ   CAN ', 'Ali Can'],
  ['NUR-EFŞAN', 'Nur-Efşan'],
  ["D'AMICO", "D'Amıco"],
  ['NÂZIM', 'Nâzım'],
])('writes %s as %s', (capitals, name) => {
  expect(properName(capitals)).toBe(name)
})
