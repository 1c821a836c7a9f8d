/**
 * The query for a family and its answer. Public clients show these elements for a ministry's own
 * gateway; NVİ names its service, its date and its relation codes in the agreement, so those are
 * configuration.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { BirthDate } from '../../../../workflows/domain/birthDate'
import type { Relation } from '../../../../workflows/domain/eligibility'
import { RegistryAnswerUnreadable, RegistryFault } from '../errors'
import type { RegisteredFamily, RegisteredRelative } from '../familyRegistry'
import { properName } from './properName'
import { serviceNamespace } from './names'
import { childAt, escapeXml, textAt } from './xml'
import type { XmlElement } from './xml'

/** What the codes of `Yakinlik` mean; `other` are relatives who get no card. */
export type RelationCodes = Readonly<Record<string, Relation | 'self' | 'other'>>

/** The body of the query: an array of one criterion. */
export function familyCriteria(identityNumber: string, date: string): string {
  return (
    `<Sorgula xmlns="${serviceNamespace(date)}"><kriterListesi><AileBireyleriSorgulaKriter>` +
    `<TCKimlikNo>${escapeXml(identityNumber)}</TCKimlikNo><Tip>TumAile</Tip>` +
    '</AileBireyleriSorgulaKriter></kriterListesi></Sorgula>'
  )
}

/** An element that is nil or absent is read as missing. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((raw) => (raw === '' ? undefined : raw), schema.optional())

const Coded = z.object({ Kod: z.string().trim().min(1) })
const Number0 = optional(z.string().trim().regex(/^\d+$/)).transform((text) => Number(text ?? 0))

/**
 * A member of the family. Everything else that the register sends, such as religion, address, blood
 * group and photo, is dropped here and never leaves this function.
 */
const Member = z
  .object({
    TCKimlikNo: optional(z.string()),
    KimlikNo: optional(z.string()),
    TemelBilgisi: z.object({
      Ad: z.string().trim().min(1),
      Soyad: z.string().trim().min(1),
      DogumTarih: z.object({
        Yil: z
          .string()
          .trim()
          .regex(/^\d{4}$/),
        Ay: Number0,
        Gun: Number0,
      }),
    }),
    DurumBilgisi: z.object({ Durum: Coded }),
    Yakinlik: Coded,
  })
  .transform(({ TCKimlikNo, KimlikNo, TemelBilgisi, DurumBilgisi, Yakinlik }) => ({
    identityNumber: (TCKimlikNo ?? KimlikNo ?? '').trim(),
    name: properName(TemelBilgisi.Ad),
    surname: properName(TemelBilgisi.Soyad),
    birthDate: knownParts(TemelBilgisi.DogumTarih),
    dead: DurumBilgisi.Durum.Kod === DEAD,
    relationCode: Yakinlik.Kod,
  }))
  .pipe(
    z.object({
      identityNumber: z.string().regex(/^\d{11}$/),
      name: z.string(),
      surname: z.string(),
      birthDate: BirthDate,
      dead: z.boolean(),
      relationCode: z.string(),
    }),
  )

const Family = z.object({
  TCKimlikNo: z.string().trim(),
  AileKisiListesi: optional(z.object({ KisiBilgisi: z.array(Member) })),
})

/** The code of `Durum` of a person who has died. */
const DEAD = '3'

/** A day without its month says nothing. */
function knownParts({ Yil, Ay, Gun }: { Yil: string; Ay: number; Gun: number }) {
  return { year: Number(Yil), month: Ay, day: Ay === 0 ? 0 : Gun }
}

/**
 * Reads the answer. An empty family is one in which the register lists neither spouse nor child;
 * everything unexpected is an error (D9).
 * @param body the Body of the SOAP answer
 * @param asked the identity number that was asked for
 * @throws RegistryFault, RegistryAnswerUnreadable
 */
export function readFamily(
  body: XmlElement,
  asked: string,
  relationCodes: RelationCodes,
): RegisteredFamily {
  const result = childAt(body, 'SorgulaResponse', 'SorgulaResult')
  refuseError(result)
  const answer = childAt(result, 'SorguSonucu', 'AileBilgisi')
  refuseError(answer)
  const parsed = Family.safeParse(answer)
  if (!parsed.success) throw unreadable(parsed.error)
  if (parsed.data.TCKimlikNo !== asked) throw new RegistryAnswerUnreadable('otherPerson')

  const relatives = new Map<string, RegisteredRelative>()
  for (const { relationCode, ...member } of parsed.data.AileKisiListesi?.KisiBilgisi ?? []) {
    const relation = relationCodes[relationCode]
    // A relative with an unknown code must not silently disappear.
    if (relation === undefined) throw new RegistryAnswerUnreadable(`Yakinlik:${relationCode}`)
    if (relation === 'self' || relation === 'other') continue
    if (!relatives.has(member.identityNumber))
      relatives.set(member.identityNumber, { relation, ...member })
  }
  return { relatives: [...relatives.values()], hash: hashOf([...relatives.values()]) }
}

function refuseError(node: ReturnType<typeof childAt>): void {
  const code = textAt(node, 'HataBilgisi', 'Kod')
  if (code !== null)
    throw new RegistryFault(`HataBilgisi:${code}`, textAt(node, 'HataBilgisi', 'Aciklama'))
}

/** Names the fields that do not fit, never their values. */
function unreadable({ issues }: z.ZodError): RegistryAnswerUnreadable {
  return new RegistryAnswerUnreadable(issues[0]!.path.map(String).join('.') || 'AileBilgisi')
}

/** The order of the answer says nothing, so it does not change the hash. */
function hashOf(relatives: readonly RegisteredRelative[]): string {
  const lines = relatives.map((relative) => JSON.stringify(relative)).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
