/** The SOAP faults of the gateway, with the codes and words that its platform uses. */
import { NAMESPACES } from '../../shared/registry/kps/names'
import { escapeXml } from '../../shared/registry/kps/xml'

/** Ends the handling of a message with a fault. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault'
  constructor(
    readonly party: 'Sender' | 'Receiver',
    readonly subcode: string,
    readonly reason: string,
    readonly subcodeNamespace: string = NAMESPACES.security,
  ) {
    super(`${subcode}: ${reason}`)
  }

  toXml(): string {
    return (
      `<s:Envelope xmlns:s="${NAMESPACES.soap}"><s:Body><s:Fault><s:Code>` +
      `<s:Value>s:${this.party}</s:Value><s:Subcode>` +
      `<s:Value xmlns:a="${this.subcodeNamespace}">a:${this.subcode}</s:Value></s:Subcode></s:Code>` +
      `<s:Reason><s:Text xml:lang="en-US">${escapeXml(this.reason)}</s:Text></s:Reason>` +
      '</s:Fault></s:Body></s:Envelope>'
    )
  }
}

const DISPATCHER =
  'http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher'

export const FAULTS = {
  malformed: () =>
    new SoapFault('Sender', 'DeserializationFailed', 'The message could not be read.', DISPATCHER),
  wrongPassword: () =>
    new SoapFault(
      'Sender',
      'FailedAuthentication',
      'ID3242: The security token could not be authenticated or authorized.',
    ),
  accessDenied: () => new SoapFault('Sender', 'FailedAuthentication', 'Access is denied.'),
  wrongSecurity: () =>
    new SoapFault(
      'Sender',
      'InvalidSecurity',
      'An error occurred when verifying security for the message.',
    ),
  tokenInvalid: () =>
    new SoapFault(
      'Sender',
      'InvalidSecurityToken',
      'The security token is expired or was not issued for this service.',
    ),
  wrongAction: () =>
    new SoapFault(
      'Sender',
      'ActionNotSupported',
      'The message with this Action cannot be processed at the receiver.',
      NAMESPACES.addressing,
    ),
  noAsker: () =>
    new SoapFault('Sender', 'MissingHeader', 'The header Sorgulayan is missing.', DISPATCHER),
  internal: () =>
    new SoapFault(
      'Receiver',
      'InternalServiceFault',
      'The server was unable to process the request due to an internal error.',
      DISPATCHER,
    ),
} as const
