/** Sends notices by e-mail. */
import { createTransport } from 'nodemailer'
import type { Notice } from '../store/notice'
import { loadCatalogue } from '../web/texts/catalogue'
import { MailRefused, MailUnavailable } from './errors'

const TIMEOUT_MS = 15_000
/** From this SMTP code on, a refusal is final. */
const FINAL = 500

export interface Mailer {
  /**
   * Sends a notice.
   * @throws MailUnavailable, MailRefused
   */
  send(notice: MailedNotice, to: string): Promise<void>
  close(): void
}

/** What a mail says: which kind of event, and the number of the request (D12). */
export type MailedNotice = Pick<Notice, '_id' | 'kind' | 'number' | 'requestType'>

/** @param from the sender's address; @param url of the mail server, with user and password */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const texts = loadCatalogue(['services/shared/locales'])
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const [t, english] = [texts.inLanguage('tr'), texts.inLanguage('en')]
  return {
    async send(notice, to) {
      const { kind, number, requestType } = notice
      const inWords = (translate: typeof t) =>
        translate('mail.text', {
          number,
          type: translate(`requestType.${requestType}`),
          what: translate(`notice.${kind}`),
        })
      try {
        await transport.sendMail({
          from: { name: t('mail.sender'), address: from },
          to,
          subject: t('mail.subject', { number }),
          text: `${inWords(t)}\n\n-- \n${inWords(english)}\n`,
          messageId: messageIdOf(notice, from),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
      } catch (error) {
        throw asFault(error)
      }
    },
    close: () => transport.close(),
  }
}

/** The same for every attempt, so that a repeated mail is recognised as the same one. */
function messageIdOf({ _id }: Pick<Notice, '_id'>, from: string): string {
  return `<${_id.replace(/[^\w-]/g, '.')}@${from.split('@').at(-1)}>`
}

function asFault(error: unknown): MailUnavailable | MailRefused {
  const { code = 'UNKNOWN', responseCode } = error as { code?: string; responseCode?: number }
  const known = responseCode === undefined ? code : `${code} ${responseCode}`
  const isAboutRecipient = code === 'EENVELOPE' || code === 'EMESSAGE'
  return isAboutRecipient && responseCode !== undefined && responseCode >= FINAL
    ? new MailRefused(known)
    : new MailUnavailable(known)
}
