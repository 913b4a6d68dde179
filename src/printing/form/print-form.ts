import type { Form, Manual } from '#src/manual/types.ts'
import { drawPages } from '../paper/draw-pages.ts'
import { furnish } from '../paper/furniture.ts'
import { type Letters, REPLACEMENT } from '../paper/letters.ts'
import { SHEETS } from '../paper/sheets.ts'
import type { Block } from '../paper/types.ts'
import { PRINTING } from '../version.ts'
import { fieldTable } from './field-table.ts'
import { formBody } from './form-annex.ts'
import { signatureSpot, signatureTable, signerSays } from './signature-table.ts'
import type { FilledForm, FormPrint, PrintedForm } from './types.ts'
import { verificationBlock } from './verification-block.ts'

/** A form alone: empty, or filled with its folio, its values, who signs and how the paper is checked. Same input, same bytes. */
export async function printForm(manual: Manual, print: FormPrint): Promise<PrintedForm> {
  const { form, filled, signers } = print
  const printed = await drawPages({
    facts: {
      title: `Forma ${form.code}. ${form.title}${filled === undefined ? '' : ` (${filled.folio})`}`,
      author: print.institution,
      subject: `${print.manual.title} (${print.manual.code}, versión ${print.manual.version})`,
      date: new Date(`${print.date.slice(0, 10)}T12:00:00Z`),
      content: JSON.stringify([PRINTING, 'form', manual.source, print]),
    },
    paper: SHEETS[print.paper],
    blocks: (letters) => [
      title(form),
      ...(filled === undefined ? formBody(manual, form) : filledBody(print, filled, letters)),
    ],
    furnish: (ink, sheet) =>
      furnish(ink, sheet, {
        institution: print.institution,
        kind: `Forma ${form.code}`,
        title: form.title,
        code: filled?.folio ?? form.code,
        version: `${print.manual.code}, versión ${print.manual.version}`,
        ...(print.draft === true ? { standing: 'BORRADOR' } : {}),
        foot: `${print.manual.title} (${print.manual.code}, versión ${print.manual.version}).`,
      }),
  })
  const approvals = printed.spots
    .filter(({ name }) => name.startsWith('firma-'))
    .map(({ name, page, rect }) => {
      const signer = signers.find((_, at) => signatureSpot(at) === name)!
      return { act: signerSays(signer), post: signer.role, page, rect }
    })
  return { bytes: printed.bytes, pages: printed.pages, approvals }
}

function title({ title: text }: Form): Block {
  return { kind: 'text', tag: 'H1', runs: [{ text, bold: true }], size: 13, align: 'center', after: 6, keep: true }
}

function filledBody({ form, signers }: FormPrint, filled: FilledForm, letters: Letters): Block[] {
  const fact = (term: string, value: string): Block => ({
    kind: 'text',
    runs: [{ text: `${term}: ` }, { text: value, bold: true }],
    after: 1.5,
  })
  return [
    fact('Folio', filled.folio),
    fact('Trámite', filled.about),
    fact('Llenada', `${filled.filledAt}, por ${filled.filledBy}`),
    { kind: 'drawing', height: 6, paint: () => undefined },
    fieldTable(form, filled.values),
    ...(Object.values(filled.values).some((value) => typeof value === 'string' && replaces(letters, value))
      ? [REPLACED]
      : []),
    ...signatureTable(signers, true),
    verificationBlock(filled.verification),
  ]
}

const REPLACED: Block = {
  kind: 'text',
  runs: [
    {
      text: `El signo ${REPLACEMENT} ocupa el lugar de lo que esta letra no puede imprimir; en la Ventanilla está como se escribió.`,
    },
  ],
  size: 7.5,
  after: 4,
}

function replaces(letters: Letters, value: string): boolean {
  return letters.shown(value).includes(REPLACEMENT)
}
