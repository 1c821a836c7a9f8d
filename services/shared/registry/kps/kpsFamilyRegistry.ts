/** The family registry on the Kimlik Paylaşım Sistemi, in the protocol of its gateway (S17, S76). */
import { RegistryTokenRefused } from '../errors'
import type { FamilyQuestion, FamilyRegistry, RegisteredFamily } from '../familyRegistry'
import { endorsedQuery } from './endorsedQuery'
import type { QueriedService } from './endorsedQuery'
import { readFamily } from './familyMessages'
import type { RelationCodes } from './familyMessages'
import { createTokenCache, issueToken } from './securityToken'
import { soapCall } from './soapCall'
import type { SoapServer } from './soapCall'

export interface KpsSettings extends SoapServer, QueriedService {
  /** Address of the token issuer. */
  issuerEndpoint: string
  username: string
  password: string
  relationCodes: RelationCodes
}

/** Creates the registry of a process; all its queries share one security token. */
export function createKpsFamilyRegistry(settings: KpsSettings): FamilyRegistry {
  const { endpoint, issuerEndpoint, username, password, ...rest } = settings
  const tokens = createTokenCache(() =>
    issueToken({ ...rest, endpoint: issuerEndpoint, username, password, appliesTo: endpoint }),
  )

  async function ask(question: FamilyQuestion): Promise<RegisteredFamily> {
    const token = await tokens.current()
    try {
      const body = await soapCall(settings, endorsedQuery(settings, token, question))
      return readFamily(body, question.identityNumber, settings.relationCodes)
    } catch (error) {
      if (error instanceof RegistryTokenRefused) tokens.forget(token)
      throw error
    }
  }

  return {
    async familyOf(question) {
      try {
        return await ask(question)
      } catch (error) {
        // The gateway may have dropped its tokens; a fresh one is tried once.
        if (!(error instanceof RegistryTokenRefused)) throw error
        return ask(question)
      }
    },
  }
}
