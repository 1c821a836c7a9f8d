/** The message of a query: who asks, and the proof that the sender holds the token's key. */
import { randomUUID } from 'node:crypto'
import type { FamilyQuestion } from '../familyRegistry'
import { endorse, timestampXml } from './endorsement'
import { familyCriteria } from './familyMessages'
import { NAMESPACES, serviceAction } from './names'
import type { SecurityToken } from './securityToken'
import { escapeXml } from './xml'

/** Where a query goes. */
export interface QueriedService {
  endpoint: string
  /** Name and date of the service, as the agreement names them. */
  service: string
  date: string
}

/** The whole message. The layout is strict: timestamp, token, signature. */
export function endorsedQuery(
  { endpoint, service, date }: QueriedService,
  token: SecurityToken,
  { identityNumber, askedBy }: FamilyQuestion,
): string {
  const timestamp = timestampXml(new Date())
  return (
    `<s:Envelope xmlns:s="${NAMESPACES.soap}" xmlns:a="${NAMESPACES.addressing}"><s:Header>` +
    `<a:MessageID>urn:uuid:${randomUUID()}</a:MessageID>` +
    `<a:To s:mustUnderstand="1">${escapeXml(endpoint)}</a:To>` +
    `<a:Action s:mustUnderstand="1">${serviceAction({ service, date })}</a:Action>` +
    `<Sorgulayan xmlns="${NAMESPACES.asker}">${escapeXml(askedBy)}</Sorgulayan>` +
    `<o:Security xmlns:o="${NAMESPACES.security}" s:mustUnderstand="1">` +
    `${timestamp}${token.xml}${endorse(timestamp, token.key, token.assertionId)}` +
    `</o:Security></s:Header><s:Body>${familyCriteria(identityNumber, date)}</s:Body></s:Envelope>`
  )
}
