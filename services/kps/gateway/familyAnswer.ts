/**
 * The answer about a family. Like the register itself it says more than a family list needs, such
 * as religion and address; the client has to drop that.
 */
import { NAMESPACES, serviceNamespace } from '../../shared/registry/kps/names'
import { escapeXml } from '../../shared/registry/kps/xml'
import type { RegisterFamily, RegisterPerson } from '../register'

/** The codes of `Yakinlik` in this register. */
const RELATION_CODES = {
  self: ['1', 'Kendisi'],
  spouse: ['2', 'Eşi'],
  child: ['3', 'Çocuğu'],
  adopted: ['8', 'Evlatlığı'],
} as const

/** @param date the date in the namespace of the service */
export function familyAnswer(
  asked: string,
  family: RegisterFamily | null,
  { date, withRelatives }: { date: string; withRelatives: boolean },
): string {
  const relatives = withRelatives ? (family?.relatives ?? []) : []
  const members = relatives.map(({ relation, person }) =>
    personXml('KisiBilgisi', person, person.adopted ? 'adopted' : relation),
  )
  const content =
    family === null
      ? `<HataBilgisi><Kod>2</Kod><Aciklama>Kayıt bulunamadı</Aciklama></HataBilgisi>${NIL('KisiBilgisi')}`
      : `<AileKisiListesi>${personXml('KisiBilgisi', family.person, 'self')}${members.join('')}` +
        `</AileKisiListesi>${NIL('HataBilgisi')}${personXml('KisiBilgisi', family.person, 'self')}`
  return (
    `<s:Envelope xmlns:s="${NAMESPACES.soap}"><s:Body>` +
    `<SorgulaResponse xmlns="${serviceNamespace(date)}" xmlns:i="${NAMESPACES.instance}">` +
    `<SorgulaResult>${NIL('HataBilgisi')}<SorguSonucu><AileBilgisi>${content}` +
    `<TCKimlikNo>${asked}</TCKimlikNo></AileBilgisi></SorguSonucu></SorgulaResult>` +
    '</SorgulaResponse></s:Body></s:Envelope>'
  )
}

const NIL = (name: string) => `<${name} i:nil="true"/>`

function personXml(
  element: string,
  person: RegisterPerson,
  relation: keyof typeof RELATION_CODES,
): string {
  const { identityNumber, name, surname, birthDate, registeredAs, dead } = person
  const [code, words] = RELATION_CODES[relation]
  const numberElement = registeredAs === undefined ? 'TCKimlikNo' : 'KimlikNo'
  const part = (tag: string, value: number) =>
    value === 0 ? NIL(tag) : `<${tag}>${value}</${tag}>`
  const capitals = (text: string) => escapeXml(text.toLocaleUpperCase('tr'))
  return (
    `<${element}><${numberElement}>${identityNumber}</${numberElement}>` +
    `<TemelBilgisi><Ad>${capitals(name)}</Ad><Soyad>${capitals(surname)}</Soyad>` +
    `<AnneAd>EMİNE</AnneAd><BabaAd>OSMAN</BabaAd><DogumYer>ANKARA</DogumYer>` +
    `<DogumTarih><Yil>${birthDate.year}</Yil>${part('Ay', birthDate.month)}${part('Gun', birthDate.day)}` +
    '</DogumTarih></TemelBilgisi><DurumBilgisi>' +
    (dead ? DURUM('3', 'Ölüm') : DURUM('1', 'Açık')) +
    '<MedeniHal><Kod>2</Kod><Aciklama>Evli</Aciklama></MedeniHal>' +
    '<Din><Kod>1</Kod><Aciklama>İslam</Aciklama></Din></DurumBilgisi>' +
    '<AdresBilgisi><AcikAdres>İncesu Mahallesi 12. Sokak 4/7 Çankaya</AcikAdres></AdresBilgisi>' +
    '<KanGrubu><Kod>3</Kod><Aciklama>0 Rh (+)</Aciklama></KanGrubu>' +
    '<FotografBilgisi><Fotograf>/9j/4AAQSkZJRgABAQEASABIAAD/2Q==</Fotograf></FotografBilgisi>' +
    `<Yakinlik><Kod>${code}</Kod><Aciklama>${words}</Aciklama></Yakinlik></${element}>`
  )
}

const DURUM = (code: string, words: string) =>
  `<Durum><Kod>${code}</Kod><Aciklama>${words}</Aciklama></Durum>`
