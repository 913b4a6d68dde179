import type { Deadline, SignatureKind, Start, Wait } from '#src/manual/types.ts'
import { type CompiledProcedure, type CompiledRow, rowOf } from '#src/procedure/compile-procedure.ts'
import type { RowNumber } from '#src/procedure/types.ts'
import { type Flow, type FlowModel, type FlowNode, idOf, type NodeShape } from './flow-model.ts'
import { plainName } from './keep-text.ts'

/** Where a flow goes, before it is known what stands there. */
type Target =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'row'; readonly row: RowNumber }
  | { readonly kind: 'end'; readonly lane: string; readonly id: string }

interface Link {
  readonly from: string
  readonly to: Target
  readonly answer?: string
  readonly row?: RowNumber
}

interface Drawing {
  readonly version: CompiledProcedure
  readonly nodes: FlowNode[]
  readonly links: Link[]
  /** First node of each row that has one. */
  readonly entries: Map<RowNumber, string>
  /** Where a branch without a node of its own leads. */
  readonly bare: Map<RowNumber, Target>
  readonly besides: Map<RowNumber, FlowNode['beside']>
}

/**
 * The procedure as BPMN: what a row does in the order in which the engine does it (wait, task, reply, signatures), then its question,
 * block or way out. A node with several entries gets a merge gateway of its own before it.
 */
export function flowOfProcedure(version: CompiledProcedure): FlowModel {
  const drawing: Drawing = {
    version,
    nodes: [],
    links: [],
    entries: new Map(),
    bare: new Map(),
    besides: new Map(),
  }
  drawStarts(drawing)
  for (const row of version.rows.values()) if (!row.branch) drawStep(drawing, row)
  const { nodes, flows } = resolve(drawing)
  return { nodes, flows, lanes: [...new Set(nodes.map(({ lane }) => lane))] }
}

function drawStarts(drawing: Drawing): void {
  const { version } = drawing
  const first = rowOf(version, version.first)
  const starts: (Start | undefined)[] =
    version.procedure.starts.length > 0 ? [...version.procedure.starts] : [undefined]
  for (const [index, start] of starts.entries()) {
    const id = idOf('Inicio', index + 1)
    add(drawing, first, id, start ? startName(start) : 'Inicio', start ? { kind: 'start', start } : { kind: 'start' })
    drawing.links.push({ from: id, to: { kind: 'row', row: first.number } })
  }
}

function drawStep(drawing: Drawing, row: CompiledRow): void {
  const gate = row.kind === 'question' ? idOf('Pregunta', row.number) : idOf('Bloque', row.number)
  const asks = row.kind !== 'activity'
  const chain = drawChain(drawing, row, needsTask(row) || row.kind === 'activity', taskName(row))
  drawing.entries.set(row.number, chain?.entry ?? gate)
  if (!asks) {
    drawExit(drawing, row, { from: chain!.exit })
    return
  }
  const kind = row.kind === 'question' ? 'question' : 'split'
  add(drawing, row, gate, row.kind === 'question' ? `¿${plainName(row.step.question ?? '')}?` : '', { kind })
  if (chain) drawing.links.push({ from: chain.exit, to: { kind: 'node', id: gate } })
  const branches = row.step.branches.map(({ number }) => rowOf(drawing.version, number))
  if (row.kind === 'question') for (const branch of branches) drawAnswer(drawing, branch, gate)
  else drawBlock(drawing, row, branches, gate)
}

function drawAnswer(drawing: Drawing, branch: CompiledRow, gate: string): void {
  const answer = branch.branch?.answer ?? ''
  const chain = drawChain(drawing, branch, needsTask(branch), taskName(branch) || answer)
  if (!chain) {
    drawExit(drawing, branch, { from: gate, answer, row: branch.number })
    return
  }
  drawing.entries.set(branch.number, chain.entry)
  drawing.links.push({ from: gate, to: { kind: 'node', id: chain.entry }, answer })
  drawExit(drawing, branch, { from: chain.exit })
}

function drawBlock(drawing: Drawing, row: CompiledRow, branches: readonly CompiledRow[], gate: string): void {
  const join = idOf('Reunion', row.number)
  for (const branch of branches) {
    drawing.besides.set(branch.number, { split: gate, row: branch.number })
    const chain = drawChain(drawing, branch, true, taskName(branch))!
    drawing.links.push({ from: gate, to: { kind: 'node', id: chain.entry } })
    const last = drawCall(drawing, branch, chain.exit)
    // Inside a block an expiry only ends its row: it and the row's own end come together before the join counts them.
    const closing = idOf('Cierre', branch.number)
    const expires = branch.facts.deadline?.onExpiry.kind === 'continue'
    if (expires) {
      add(drawing, branch, closing, '', { kind: 'merge' })
      drawing.links.push({ from: last, to: { kind: 'node', id: closing } })
    }
    drawing.links.push({ from: expires ? closing : last, to: { kind: 'node', id: join } })
  }
  add(drawing, row, join, '', { kind: 'join' })
  drawing.links.push({ from: join, to: nextOf(row, join) })
}

/** The nodes of what a row does, joined in order; null where it does nothing and only leads on. */
function drawChain(
  drawing: Drawing,
  row: CompiledRow,
  withTask: boolean,
  name: string,
): { entry: string; exit: string } | null {
  const ids: string[] = []
  const put = (id: string, label: string, shape: NodeShape, lane?: string) => {
    add(drawing, row, id, label, shape, lane)
    ids.push(id)
    return id
  }
  const { wait, deadline, signatures } = row.facts
  if (wait?.kind === 'duration') put(idOf('Espera', row.number), 'Espera', { kind: 'wait', wait })
  let host: string | undefined
  if (withTask) host = put(idOf('Paso', row.number), name, { kind: 'task', nobody: row.role === null })
  if (wait?.kind === 'reply') {
    const message = `Respuesta de ${replyName(wait)}`
    host = put(idOf('Respuesta', row.number), message, { kind: 'reply', message })
  }
  if (deadline && host) drawDeadline(drawing, row, deadline, host)
  for (const [index, { kind, role }] of signatures.entries()) {
    const id = `${idOf('Firma', row.number)}_${index + 1}`
    put(
      id,
      SIGNATURE_NAMES[kind],
      { kind: 'signature', signature: kind },
      role === 'solicitante' ? 'Solicitante' : role,
    )
  }
  for (const [index, id] of ids.slice(1).entries()) {
    drawing.links.push({ from: ids[index]!, to: { kind: 'node', id } })
  }
  return ids.length === 0 ? null : { entry: ids[0]!, exit: ids.at(-1)! }
}

function drawDeadline(drawing: Drawing, row: CompiledRow, deadline: Deadline, host: string): void {
  const { onExpiry } = deadline
  const interrupts = onExpiry.kind === 'answer' || onExpiry.kind === 'continue'
  const id = idOf('Plazo', row.number)
  add(drawing, row, id, 'Plazo vencido', { kind: 'deadline', host, deadline, interrupts })
  if (onExpiry.kind === 'answer') {
    const branch = row.step.branches.find(({ answer }) => answer === onExpiry.answer)
    if (branch) drawing.links.push({ from: id, to: { kind: 'row', row: branch.number } })
  } else if (onExpiry.kind === 'continue') {
    const inBlock = drawing.besides.has(row.number)
    drawing.links.push({
      from: id,
      to: inBlock ? { kind: 'node', id: idOf('Cierre', row.number) } : { kind: 'row', row: String(onExpiry.step) },
    })
  } else {
    const notice = idOf('Aviso', row.number)
    const escalates = onExpiry.kind === 'escalate'
    add(drawing, row, notice, `${escalates ? 'Escala' : 'Avisa'} a ${plainName(postOf(onExpiry.role))}`, {
      kind: 'notice',
      escalates,
    })
    drawing.links.push({ from: id, to: { kind: 'node', id: notice } })
  }
}

function drawExit(drawing: Drawing, row: CompiledRow, way: Omit<Link, 'to'>): void {
  const { jump } = row
  const bare = way.row !== undefined
  const called = jump?.kind === 'call' && bare
  const from = jump?.kind === 'call' && !bare ? drawCall(drawing, row, way.from) : way.from
  if (called) {
    // A branch that only applies a procedure is that procedure's node.
    const id = drawCallNode(drawing, row)
    drawing.entries.set(row.number, id)
    drawing.links.push({
      from: way.from,
      to: { kind: 'node', id },
      ...(way.answer !== undefined && { answer: way.answer }),
    })
    drawing.links.push({ from: id, to: nextOf(row, id) })
    return
  }
  const to: Target =
    jump?.kind === 'continue' || jump?.kind === 'return'
      ? { kind: 'row', row: String(jump.step) }
      : jump?.kind === 'end'
        ? endAfter(row)
        : nextOf(row, from)
  if (bare) drawing.bare.set(row.number, to)
  drawing.links.push({ ...way, from, to })
}

function drawCall(drawing: Drawing, row: CompiledRow, from: string): string {
  if (row.jump?.kind !== 'call') return from
  const id = drawCallNode(drawing, row)
  drawing.links.push({ from, to: { kind: 'node', id } })
  return id
}

function drawCallNode(drawing: Drawing, row: CompiledRow): string {
  const id = idOf('Aplica', row.number)
  if (row.jump?.kind !== 'call') throw new Error(`Row ${row.number} applies no procedure`)
  const { procedure, manual } = row.jump
  const name = `Aplica procedimiento ${procedure}${manual ? ` del manual ${manual}` : ''}`
  add(drawing, row, id, name, { kind: 'call', procedure, ...(manual !== undefined && { manual }) })
  return id
}

function add(drawing: Drawing, row: CompiledRow, id: string, name: string, shape: NodeShape, lane?: string): void {
  const beside = drawing.besides.get(row.number)
  drawing.nodes.push({
    id,
    name,
    lane: lane ?? row.role ?? '—',
    ...(shape.kind === 'start' ? {} : { row: row.number }),
    ...(beside && { beside }),
    shape,
  })
}

function nextOf(row: CompiledRow, from: string): Target {
  return row.next === null
    ? { kind: 'end', lane: row.role ?? '—', id: `Fin_${from}` }
    : { kind: 'row', row: String(row.next) }
}

function endAfter(row: CompiledRow): Target {
  return { kind: 'end', lane: row.role ?? '—', id: idOf('Fin', row.number) }
}

/** A task where there is something to do, or where a deadline needs something to run over. */
function needsTask(row: CompiledRow): boolean {
  const { deadline, wait } = row.facts
  return row.text !== '' || (deadline !== undefined && wait?.kind !== 'reply')
}

function taskName(row: CompiledRow): string {
  const text = plainName(row.text)
  if (text !== '') return text
  if (row.kind === 'question') return `Responde: ¿${plainName(row.step.question ?? '')}?`
  return row.kind === 'parallel' ? 'Reparte' : ''
}

/** Turns targets into nodes, makes the ends, and puts a merge before every node with several entries. */
function resolve({ nodes, links, entries, bare }: Drawing): { nodes: FlowNode[]; flows: Flow[] } {
  const ends: FlowNode[] = []
  const nodeAt = (target: Target): string => {
    switch (target.kind) {
      case 'node':
        return target.id
      case 'row': {
        const entry = entries.get(target.row)
        const way = bare.get(target.row)
        if (entry !== undefined) return entry
        if (way !== undefined) return nodeAt(way)
        throw new Error(`No node for row ${target.row}`)
      }
      case 'end': {
        if (!ends.some(({ id }) => id === target.id)) {
          ends.push({ id: target.id, name: 'Fin', lane: target.lane, shape: { kind: 'end' } })
        }
        return target.id
      }
    }
  }
  const joined = links.map((link) => ({ ...link, to: nodeAt(link.to) }))
  const incoming = new Map<string, number>()
  for (const { to } of joined) incoming.set(to, (incoming.get(to) ?? 0) + 1)
  const all = withEnds(nodes, ends, joined)
  const merged = all.flatMap((node): FlowNode[] => {
    const joins = node.shape.kind === 'join' || node.shape.kind === 'merge'
    if (joins || (incoming.get(node.id) ?? 0) < 2) return [node]
    const merge: FlowNode = { id: `Entrada_${node.id}`, name: '', lane: node.lane, shape: { kind: 'merge' } }
    return [node.beside ? { ...merge, beside: node.beside } : merge, node]
  })
  const merges = new Set(merged.map(({ id }) => id))
  const entryOf = (id: string) => (merges.has(`Entrada_${id}`) ? `Entrada_${id}` : id)
  const flows = [
    ...joined.map((link) => ({ ...link, to: entryOf(link.to) })),
    ...merged.flatMap(({ id }) => (merges.has(`Entrada_${id}`) ? [{ from: `Entrada_${id}`, to: id }] : [])),
  ].map((link, index): Flow => ({ id: `Flujo_${index + 1}`, ...link }))
  return { nodes: merged, flows }
}

/** Each end right after the node that leads to it, so that it is drawn beside it. */
function withEnds(
  nodes: readonly FlowNode[],
  ends: readonly FlowNode[],
  links: readonly { from: string; to: string }[],
) {
  const after = new Map<string, FlowNode[]>()
  for (const end of ends) {
    const last = nodes.findLastIndex(({ id }) => links.some((link) => link.from === id && link.to === end.id))
    const host = nodes[last]!.id
    after.set(host, [...(after.get(host) ?? []), end])
  }
  return nodes.flatMap((node) => [node, ...(after.get(node.id) ?? [])])
}

export const SIGNATURE_NAMES: Readonly<Record<SignatureKind, string>> = {
  firma: 'Firma',
  'visto-bueno': 'Da el visto bueno',
  sello: 'Sella',
  conformidad: 'Da su conformidad',
}

function replyName(wait: Extract<Wait, { kind: 'reply' }>): string {
  switch (wait.from.kind) {
    case 'requester':
      return 'solicitante'
    case 'role':
      return plainName(wait.from.role)
    case 'unit':
      return plainName(wait.from.unit)
  }
}

/** The cargo alone: the dependencia is in the row's fact. */
function postOf(role: string): string {
  return role.split(' / ').at(-1)!
}

const WEEKDAYS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']

function startName(start: Start): string {
  const each = start.each === undefined ? '' : `, uno por «${plainName(start.each)}»`
  switch (start.kind) {
    case 'request':
      return plainName(start.name) + each
    case 'alert':
      return `Alerta${start.type === undefined ? '' : ` de ${plainName(start.type)}`}${each}`
    case 'weekly':
      return `Cada semana, ${WEEKDAYS[start.weekday - 1]}${each}`
    case 'monthly':
      return `Cada mes, día ${start.day}${start.working ? ' hábil' : ''}${each}`
    case 'yearly':
      return `Cada año, ${start.day}/${start.month}${each}`
    case 'plan':
      return `Por plan «${plainName(start.name)}»${each}`
    case 'contract':
      return `Por contrato «${plainName(start.name)}»${each}`
  }
}
