import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeText, foldLine, writeIcs } from './write-ics.ts'

/** Reads a property's text as RFC 5545 3.3.11 says, written apart from the writer. */
function unescapeText(text: string): string {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      out += text[at]
      continue
    }
    at++
    out += text[at] === 'n' || text[at] === 'N' ? '\n' : text[at]
  }
  return out
}

const unfold = (text: string): string => text.replaceAll('\r\n ', '')

test('a folded line has at most 75 bytes a piece and unfolds to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (raw) => {
      const line = `SUMMARY:${raw.replace(/[\r\n]/g, '')}`
      const folded = foldLine(line)
      for (const piece of folded.split('\r\n')) assert.ok(Buffer.byteLength(piece) <= 75, piece)
      assert.equal(unfold(folded), line)
      // No character is cut in two.
      assert.equal(Buffer.from(folded).toString(), folded)
    }),
  )
})

test('escaped text reads as it was, and cannot begin another property', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
      const escaped = escapeText(raw)
      assert.doesNotMatch(escaped, /[\r\n]/)
      const kept = raw.replace(/\r\n|\r|\n/g, '\n').replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
      assert.equal(unescapeText(escaped), kept)
    }),
  )
})

test('a calendar keeps each entry whole, whatever is written in it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 5 }), (titles) => {
      const text = writeIcs(
        'Pasos',
        titles.map((title, at) => ({
          uid: `2026-00000${at}-1@x`,
          at: '2026-11-02T14:00:00Z',
          stamp: '2026-11-01T14:00:00.5Z',
          summary: title,
          description: `${title}\nEND:VEVENT\nBEGIN:VEVENT`,
          url: 'http://localhost/expedientes/2026-000001',
          alarm: 60,
        })),
      )
      assert.ok(text.endsWith('END:VCALENDAR\r\n'))
      const lines = unfold(text).split('\r\n')
      const count = (line: string) => lines.filter((each) => each === line).length
      assert.equal(count('BEGIN:VEVENT'), titles.length)
      assert.equal(count('END:VEVENT'), titles.length)
      assert.equal(count('DTSTART:20261102T140000Z'), titles.length)
      assert.equal(count('DTSTAMP:20261101T140000Z'), titles.length)
      assert.equal(count('TRIGGER:-PT60M'), titles.length)
    }),
  )
})
