/** One entry of a calendar. Instants are in ISO 8601, in UTC. */
export interface IcsEvent {
  readonly uid: string
  readonly at: string
  /** When it was last changed. */
  readonly stamp: string
  readonly summary: string
  readonly description: string
  readonly url: string
  /** Minutes before, for the alarm; none when absent. */
  readonly alarm?: number
  /** 1 is the most pressing, 9 the least. */
  readonly priority?: number
}

/** A calendar as RFC 5545 writes it: lines of at most 75 bytes that end in CR LF, text escaped. */
export function writeIcs(name: string, events: readonly IcsEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ventanilla//Mesa de servicios//ES',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    `NAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    'X-PUBLISHED-TTL:PT15M',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

function eventLines({ uid, at, stamp, summary, description, url, alarm, priority }: IcsEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utc(stamp)}`,
    `LAST-MODIFIED:${utc(stamp)}`,
    `DTSTART:${utc(at)}`,
    'DURATION:PT0S',
    'TRANSP:TRANSPARENT',
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    `URL:${url.replace(/[\r\n]/g, '')}`,
    ...(priority === undefined ? [] : [`PRIORITY:${priority}`]),
    ...(alarm === undefined
      ? []
      : [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${escapeText(summary)}`,
          `TRIGGER:-PT${Math.trunc(alarm)}M`,
          'END:VALARM',
        ]),
    'END:VEVENT',
  ]
}

/** `2026-11-02T14:00:00Z` → `20261102T140000Z` */
function utc(at: string): string {
  const text = Temporal.Instant.from(at).toString({ smallestUnit: 'second' })
  return text.replace(/[-:]/g, '')
}

/** Text of a property: backslash, semicolon, comma and line breaks escaped; other control characters dropped. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
}

/** A content line cut into lines of at most 75 bytes, each but the first with a blank before it, never within a character. */
export function foldLine(line: string): string {
  const folded: string[] = []
  let current = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > 75) {
      folded.push(current)
      current = ' '
      bytes = 1
    }
    current += character
    bytes += size
  }
  return [...folded, current].join('\r\n')
}
