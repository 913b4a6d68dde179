import type { Form, Manual } from '#src/manual/types.ts'
import { formPlace } from '../manual/places.ts'
import type { Block } from '../paper/types.ts'
import { nodeBlocks } from '../prose/prose-blocks.ts'
import { readMarkdown } from '../prose/read-markdown.ts'
import { blankTableHeight, fieldTable } from './field-table.ts'
import { formRows, formSigners } from './form-signers.ts'
import { signatureHeight, signatureTable } from './signature-table.ts'

/** A form as a sheet of the annexes, to be filled by hand. */
export function formAnnex(manual: Manual, form: Form): Block[] {
  return [
    { kind: 'page' },
    {
      kind: 'section',
      blocks: [
        {
          kind: 'text',
          tag: 'H2',
          runs: [{ text: `FORMA ${form.code}`, bold: true }],
          size: 11.5,
          align: 'center',
          keep: true,
          place: formPlace(form.code),
          outline: { title: `Forma ${form.code}. ${form.title}`, level: 1 },
        },
        { kind: 'text', runs: [{ text: form.title, bold: true }], size: 11.5, align: 'center', after: 4, keep: true },
        ...formBody(manual, form),
      ],
    },
  ]
}

// Of a letter's height, without head, foot, title and folio.
const ROOM = 530

/** What an empty form holds under its title: where it is used, what is written around its fields, the fields, the signatures. */
export function formBody(manual: Manual, form: Form): Block[] {
  const { before, after } = writtenAround(manual, form)
  const signers = formSigners(manual, form.code)
  const tight = ROOM < blankTableHeight(form) + signatureHeight(signers) + (before.length + after.length) * 16
  return [
    { kind: 'text', runs: [{ text: usedAt(manual, form.code) }], size: 8.5, align: 'center', after: 6, keep: true },
    folioLine(),
    ...nodeBlocks(before),
    fieldTable(form, null, tight),
    ...(form.fields.some(({ required }) => required)
      ? [
          {
            kind: 'text',
            runs: [{ text: '* Dato obligatorio.' }],
            size: 8,
            after: 4,
            keep: signers.length > 0,
          } as const,
        ]
      : []),
    ...nodeBlocks(after),
    ...signatureTable(signers, false, tight),
  ]
}

function usedAt(manual: Manual, code: string): string {
  const rows = formRows(manual, code)
  if (rows.length === 0) return ''
  const places = rows.map(({ procedure, row }) => `paso ${row.number} del procedimiento No. ${procedure}`)
  return `Se llena en el ${places.join(' y en el ')}.`
}

function folioLine(): Block {
  return {
    kind: 'text',
    runs: [{ text: 'Folio: ____________________     Lugar y fecha: ______________________________' }],
    size: 9.5,
    before: 2,
    after: 8,
    align: 'right',
    keep: true,
  }
}

function writtenAround({ source }: Manual, { span }: Form) {
  const written = readMarkdown(source.slice(span.start.offset, span.end.offset)).slice(1)
  const at = written.findIndex(({ type }) => type === 'table')
  return { before: written.slice(0, Math.max(0, at)), after: written.slice(at + 1) }
}
