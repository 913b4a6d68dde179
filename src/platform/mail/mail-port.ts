import { createTransport } from 'nodemailer'

/** A message to be sent. Texts are plain. */
export interface MailMessage {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[]
  /** The same message sent again has the same. */
  readonly id: string
}

/** Where mail goes out. */
export interface MailPort {
  /** Resolves when the server has taken it for every recipient; throws what the server said. */
  send(message: MailMessage): Promise<void>
  close(): void
}

export interface MailSettings {
  /** `smtp://user:password@server:587`, or `smtps://…:465`. */
  readonly url: string
  /** The address in `From`. */
  readonly from: string
}

const SECONDS = 1_000

/** Mail by SMTP, over few connections that are kept. A server that does not answer is given up after half a minute. */
export function smtpPort({ url, from }: MailSettings): MailPort {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15 * SECONDS,
    greetingTimeout: 15 * SECONDS,
    socketTimeout: 30 * SECONDS,
    // A message is made of what we hand over: never of files or addresses that it names.
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  return {
    async send({ to, subject, text, attachments, id }) {
      const sent = (await transport.sendMail({
        from,
        to: [...to],
        subject: oneLine(subject),
        text,
        messageId: `<${id}@ventanilla>`,
        // Answering machines leave it alone.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        attachments: attachments.map(({ name, type, bytes }) => ({
          filename: oneLine(name),
          contentType: type,
          content: Buffer.from(bytes),
        })),
      })) as { rejected?: readonly unknown[] }
      if ((sent.rejected?.length ?? 0) > 0) throw new Error(`The mail server refused: ${sent.rejected!.join(', ')}`)
    },
    close: () => transport.close(),
  }
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
