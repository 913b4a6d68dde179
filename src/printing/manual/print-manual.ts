import { foldText, proseOf } from '#src/manual/index.ts'
import type { Manual, Section } from '#src/manual/types.ts'
import { formAnnex } from '../form/form-annex.ts'
import { drawPages } from '../paper/draw-pages.ts'
import { type Furniture, furnish } from '../paper/furniture.ts'
import { SHEETS } from '../paper/sheets.ts'
import type { Block, ContentsBlock } from '../paper/types.ts'
import { proseBlocks } from '../prose/prose-blocks.ts'
import { PRINTING } from '../version.ts'
import { approvalSpot, cover } from './cover.ts'
import { modificationsTable } from './modifications-table.ts'
import { formPlace, normPlace, procedurePlace } from './places.ts'
import { procedurePart } from './procedure-part.ts'
import { symbolGlossary } from './symbols.ts'
import type { ManualPrintOptions, PrintedManual } from './types.ts'

/** The manual as the official document. The same manual with the same options gives the same bytes. */
export async function printManual(manual: Manual, options: ManualPrintOptions): Promise<PrintedManual> {
  const { front } = manual
  const institution = options.institution ?? front.institution
  const parts = partsOf(manual, options)
  const furniture: Furniture = {
    institution,
    kind: 'Manual de Normas y Procedimientos',
    title: front.title,
    code: front.code,
    version: `Versión ${front.version}`,
    ...(options.state === 'draft'
      ? { standing: 'BORRADOR' }
      : options.state === 'past'
        ? { standing: 'VERSIÓN SIN VIGENCIA' }
        : {}),
    foot: `${front.code}, versión ${front.version}. Se imprime del texto que la Ventanilla ejecuta.`,
  }
  const printed = await drawPages({
    facts: {
      title: `${front.title} (${front.code}, versión ${front.version})`,
      author: institution,
      subject: 'Manual de Normas y Procedimientos',
      date: dateOf(manual, options),
      content: JSON.stringify([PRINTING, 'manual', manual.source, options]),
    },
    paper: SHEETS[options.paper],
    blocks: () => [...cover(front, institution, options), ...index(parts), ...parts.flatMap(({ blocks }) => blocks)],
    furnish: (ink, sheet) => furnish(ink, sheet, furniture),
  })
  const approvals = front.approvals.map(({ act, post }, at) => {
    const { page, rect } = printed.spots.find(({ name }) => name === approvalSpot(at))!
    return { act, post, page, rect }
  })
  return { bytes: printed.bytes, pages: printed.pages, approvals }
}

interface Part {
  /** A heading alone. */
  readonly empty?: boolean
  readonly entry: ContentsBlock['entries'][number]
  readonly blocks: readonly Block[]
}

/** The parts in the order written, then what the document adds to them. */
function partsOf(manual: Manual, options: ManualPrintOptions): Part[] {
  const written: { at: number; part: Part }[] = [
    ...manual.sections.map((section, at) => ({
      at: section.span.start.offset,
      part: sectionPart(manual, section, at),
    })),
    ...manual.procedures.map((procedure) => ({
      at: procedure.span.start.offset,
      part: {
        entry: {
          title: `PROCEDIMIENTO No. ${procedure.number}. ${procedure.title}`,
          place: procedurePlace(procedure.number),
          level: 0,
        },
        blocks: procedurePart(manual, procedure, options.paper),
      },
    })),
    ...manual.forms.map((form) => ({
      at: form.span.start.offset,
      part: {
        entry: { title: `Forma ${form.code}. ${form.title}`, place: formPlace(form.code), level: 1 },
        blocks: formAnnex(manual, form),
      },
    })),
  ].sort((a, b) => a.at - b.at)
  const parts = written.map(({ part }) => part)
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1]
    // A heading with nothing but forms under it stands over the first of them.
    if (part.empty !== true || next === undefined || next.blocks[0]?.kind !== 'page') continue
    parts[at] = { ...part, blocks: [{ kind: 'page' }, ...part.blocks] }
    parts[at + 1] = { ...next, blocks: next.blocks.slice(1) }
  }
  return [
    ...parts,
    ...(manual.procedures.length === 0
      ? []
      : [titled('GLOSARIO DE LA SIMBOLOGÍA DE LOS FLUJOGRAMAS', 'glosario', [symbolGlossary()], true)]),
    titled('REGISTRO DE MODIFICACIONES', 'modificaciones', [modificationsTable(options.modifications)], false),
  ]
}

function sectionPart(manual: Manual, section: Section, at: number): Part {
  const norms = /^normas(?: generales)?$/.test(foldText(section.title))
  const look = norms ? { itemPlace: (number: number) => normPlace(null, number) } : {}
  const blocks = proseBlocks(proseOf(section, manual), look)
  return { ...titled(section.title.toUpperCase(), `parte-${at + 1}`, blocks, false), empty: blocks.length === 0 }
}

function titled(title: string, place: string, blocks: readonly Block[], fresh: boolean): Part {
  return {
    entry: { title, place, level: 0 },
    blocks: [
      ...(fresh ? [{ kind: 'page' } as const] : []),
      {
        kind: 'section',
        blocks: [
          {
            kind: 'text',
            tag: 'H1',
            runs: [{ text: title, bold: true }],
            size: 12,
            before: 14,
            after: 5,
            keep: true,
            place,
            outline: { title, level: 0 },
          },
          ...blocks,
        ],
      },
    ],
  }
}

function index(parts: readonly Part[]): Block[] {
  return [
    {
      kind: 'text',
      tag: 'H1',
      runs: [{ text: 'ÍNDICE', bold: true }],
      size: 12,
      align: 'center',
      after: 8,
      keep: true,
      place: 'indice',
      outline: { title: 'Índice', level: 0 },
    },
    { kind: 'contents', entries: parts.map(({ entry }) => entry) },
    { kind: 'page' },
  ]
}

/** The day that the document bears: since when it rules, else the last approval. Never the clock's. */
function dateOf({ front }: Manual, { inForceFrom }: ManualPrintOptions): Date {
  const approved = front.approvals.map(({ date }) => date ?? '').sort()
  const day = inForceFrom ?? front.effective ?? approved.at(-1)
  return new Date(`${day === undefined || day === '' ? '2000-01-01' : day.slice(0, 10)}T12:00:00Z`)
}
