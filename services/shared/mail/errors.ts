/** Why a mail was not sent. Only codes: a server's words may contain the address (D12). */

/** The mail server did not take the mail now; it is tried again. */
export class MailUnavailable extends Error {
  override readonly name = 'MailUnavailable'

  constructor(readonly code: string) {
    super(`The mail server did not take the mail: ${code}`)
  }
}

/** The mail server refuses this recipient for good. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'

  constructor(readonly code: string) {
    super(`The mail server refuses the recipient: ${code}`)
  }
}
