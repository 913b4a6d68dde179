import { type Refusal, Refused } from '#src/platform/refusal.ts'
import {
  type Imported,
  type Progress,
  readDocx,
  readPdf,
  readText,
  refuseDocument,
  type SourceText,
  understand,
} from '../document/index.ts'
import { type Imported as ImportedProcess, ImportRefused, importBpmn, importZnuny } from '../index.ts'

/** What reads one kind of file. The first that knows the content reads it; the name only helps to tell texts apart. */
export interface Reader {
  readonly kind: 'word' | 'pdf' | 'text' | 'bpmn' | 'znuny'
  readonly knows: (head: Head) => boolean
  readonly read: (bytes: Uint8Array, progress: Progress) => Promise<Imported>
}

/** What may be known of a file before it is read. */
export interface Head {
  readonly bytes: Uint8Array
  /** The first 4,000 bytes as text. */
  readonly text: string
  readonly extension: string
}

/** In the order in which they are asked. A reader of another format is added here. */
export const READERS: readonly Reader[] = [
  {
    kind: 'pdf',
    knows: ({ text }) => text.slice(0, 1024).includes('%PDF-'),
    read: async (bytes, progress) => told(await readPdf(bytes, progress), progress),
  },
  {
    kind: 'word',
    knows: ({ bytes }) => bytes[0] === 0x50 && bytes[1] === 0x4b,
    read: async (bytes, progress) => told(readDocx(bytes), progress),
  },
  {
    // The old Word's container; an encrypted document is in one too.
    kind: 'word',
    knows: ({ bytes }) => [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => bytes[at] === byte),
    read: async () => refuseDocument('old-word'),
  },
  {
    kind: 'bpmn',
    knows: ({ text }) =>
      /^\s*<(?:\?xml|[\w:]*definitions)/.test(text.replace(/^\ufeff/, '')) &&
      text.includes('http://www.omg.org/spec/BPMN/20100524/MODEL'),
    read: (bytes) => ofProcess(bytes, importBpmn),
  },
  {
    kind: 'znuny',
    // A process exported by Znuny or OTRS: its texts are told from prose by their first keys.
    knows: ({ text, extension }) =>
      /^(?:yml|yaml)$/.test(extension) ||
      (/^---\s*\n/.test(text) && /^(?:Process|Activity|ActivityDialog|Transition)\s*:/m.test(text)),
    read: (bytes) => ofProcess(bytes, importZnuny),
  },
  {
    kind: 'text',
    knows: ({ text }) => /^\s*(?:<\?xml|<!doctype|<html|\{\\rtf)/i.test(text),
    read: async () => refuseDocument('not-text'),
  },
  { kind: 'text', knows: () => true, read: async (bytes, progress) => told(readText(bytes), progress) },
]

function told(text: SourceText, progress: Progress): Imported {
  progress('Reconociendo los procedimientos y sus pasos', 0.9)
  return understand(text)
}

async function ofProcess(bytes: Uint8Array, read: (text: string) => Promise<ImportedProcess>): Promise<Imported> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuseDocument('not-text')
  }
  try {
    return await read(text)
  } catch (fault) {
    if (!(fault instanceof ImportRefused)) throw fault
    const refusal: Refusal = {
      code: 'import.process',
      status: 422,
      es: fault.message,
      en: `The process cannot be imported: ${fault.message}`,
    }
    throw new Refused(refusal)
  }
}
