import type { ModdleElement } from 'bpmn-moddle'
import { readManual } from '#src/manual/index.ts'
import { type CarriedRow, type CarriedText, joinText, type Piece } from './carried-text.ts'
import { exportBpmn } from './export-bpmn.ts'
import { restoreText } from './keep-text.ts'
import { VENTANILLA } from './namespace.ts'
import { readDefinitions } from './read-definitions.ts'

/** What a file of ours carries beside its diagram. */
export interface OwnFile {
  readonly carried: CarriedText
  readonly procedure: string
}

/** The carried text of a file that Ventanilla wrote, or null where it wrote none of it. */
export function readOwnFile(definitions: ModdleElement): OwnFile | null {
  const manual = allOwn(definitions).find(({ $type }) => $type.endsWith(':manual'))
  const procedure = allOwn(definitions).find(({ $type }) => $type.endsWith(':procedure'))
  if (!manual || !procedure) return null
  const text = (element: ModdleElement, name: string) => restoreText(String(element[name] ?? ''))
  return {
    procedure: String(procedure.number ?? ''),
    carried: {
      before: text(manual, 'before'),
      after: text(manual, 'after'),
      lineEnd: manual.lineEnd === 'crlf' ? '\r\n' : '\n',
      head: text(procedure, 'head'),
      header: text(procedure, 'header'),
      rows: allOwn(definitions)
        .filter(({ $type }) => $type.endsWith(':row'))
        .map(ownRow)
        .sort(byNumber),
      pieces: allOwn(definitions).flatMap(ownPieces),
    },
  }
}

/**
 * The manual, if the diagram still says what the rows and fichas that it carries say: what they give, exported again, must draw the
 * same. Places on the sheet do not count. Null where somebody changed the diagram: then the diagram is what is read.
 */
export async function unchangedSource(definitions: ModdleElement, own: OwnFile): Promise<string | null> {
  const source = joinText(own.carried)
  const { manual } = readManual(source)
  if (!manual?.procedures.some(({ number }) => number === own.procedure)) return null
  const again = await readDefinitions(await exportBpmn(manual, own.procedure))
  return meaningOf(again) === meaningOf(definitions) ? source : null
}

/** The row that an element of ours carries, and its facts. */
export function carriedBy(element: ModdleElement): { row?: CarriedRow; facts: Extract<Piece, { kind: 'fact' }>[] } {
  const values = ownValues(element)
  const row = values.find(({ $type }) => $type.endsWith(':row'))
  const facts = values.flatMap(ownPieces).filter((piece) => piece.kind === 'fact')
  return { ...(row && { row: ownRow(row) }), facts }
}

/** Nodes, flows and lanes as text; what they look like and which tool wrote them is left out. */
function meaningOf(definitions: ModdleElement): string {
  const lines: string[] = []
  for (const root of definitions.rootElements ?? []) {
    if (root.$type !== 'bpmn:Process') continue
    for (const element of root.flowElements ?? []) {
      const { $type, id, name = '', sourceRef, targetRef, attachedToRef, calledElement = '' } = element
      const definition = (element.eventDefinitions ?? []).map((one: ModdleElement) => one.$type).join(' ')
      const duration = element.eventDefinitions?.[0]?.timeDuration?.body ?? ''
      const ends = [sourceRef, targetRef, attachedToRef].map((one) => one?.id ?? '')
      const cancels = $type === 'bpmn:BoundaryEvent' ? String(element.cancelActivity !== false) : ''
      lines.push([$type, id, name, definition, duration, cancels, calledElement, ...ends].join('\t'))
    }
    for (const lane of root.laneSets?.[0]?.lanes ?? []) {
      const members = (lane.flowNodeRef ?? []).map(({ id }: ModdleElement) => id).sort()
      lines.push(['lane', lane.name ?? '', ...members].join('\t'))
    }
  }
  return lines.sort().join('\n')
}

function allOwn(definitions: ModdleElement): ModdleElement[] {
  return (definitions.rootElements ?? []).flatMap((root: ModdleElement) => [
    ...ownValues(root),
    ...(root.flowElements ?? []).flatMap(ownValues),
  ])
}

function ownValues(element: ModdleElement): ModdleElement[] {
  return (element.extensionElements?.values ?? []).filter(
    (value: ModdleElement) => value.$descriptor?.ns?.uri === VENTANILLA || value.$type.startsWith('ventanilla:'),
  )
}

function ownRow(element: ModdleElement): CarriedRow {
  const text = (name: string) => restoreText(String(element[name] ?? ''))
  const row = { number: text('number'), responsible: text('responsible'), activity: text('activity') }
  return element.time === undefined ? row : { ...row, time: text('time') }
}

function ownPieces(element: ModdleElement): Piece[] {
  const at = Number(element.at ?? Number.MAX_SAFE_INTEGER)
  const text = (name: string) => restoreText(String(element[name] ?? ''))
  if (element.$type.endsWith(':text')) return [{ at, kind: 'text', text: text('value') }]
  if (!element.$type.endsWith(':fact')) return []
  return [{ at, kind: 'fact', mark: `${text('mark') || '-'} `, of: text('of'), key: text('key'), value: text('value') }]
}

function byNumber(a: CarriedRow, b: CarriedRow): number {
  const [p, q] = [a.number, b.number].map((number) => number.split('.').map(Number))
  return p![0]! - q![0]! || (p![1] ?? 0) - (q![1] ?? 0)
}
