/** A real SMTP server in the test's own process, and the mails that it received. */
import { buffer } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  to: string
  /** Header names in lower case. */
  headers: Map<string, string>
  /** The whole mail as it was sent. */
  raw: string
  /** Subject and body, decoded. */
  text: string
}

export interface MailServer {
  url: string
  mails: ReceivedMail[]
  /** Called with each mail before it is acknowledged; null acknowledges at once. */
  beforeAnswer: (() => Promise<void>) | null
  /** Addresses that the server refuses. */
  refused: Set<string>
  close(): Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (!mailServer.refused.has(address)) return done()
      done(Object.assign(new Error(`no such mailbox ${address}`), { responseCode: 550 }))
    },
    onData(stream, session, done) {
      void (async () => {
        const raw = (await buffer(stream)).toString('utf8')
        mailServer.mails.push(read(raw, session.envelope.rcptTo[0]!.address))
        await mailServer.beforeAnswer?.()
        done()
      })()
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    beforeAnswer: null,
    refused: new Set(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return mailServer
}

function read(raw: string, to: string): ReceivedMail {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
  const text = `${headers.get('subject')}\n${decoded(body.join('\r\n\r\n'), headers)}`
  return { to, headers, raw, text }
}

function decoded(body: string, headers: Map<string, string>): string {
  switch (headers.get('content-transfer-encoding')) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8')
    case 'quoted-printable':
      return Buffer.from(
        body
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_all, hex: string) =>
            String.fromCharCode(parseInt(hex, 16)),
          ),
        'latin1',
      ).toString('utf8')
    default:
      return body
  }
}
