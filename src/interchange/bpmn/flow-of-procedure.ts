import { postOf } from '#src/manual/index.ts'
import type { Deadline, Start } from '#src/manual/types.ts'
import { type CompiledProcedure, type CompiledRow, rowOf } from '#src/procedure/compile-procedure.ts'
import type { RowNumber } from '#src/procedure/types.ts'
import { type FlowModel, type FlowNode, idOf, type NodeShape } from './flow-model.ts'
import { plainName } from './keep-text.ts'
import { replyName, SIGNATURE_NAMES, startName, taskName } from './node-names.ts'
import { type Link, resolveFlows, type Target } from './resolve-flows.ts'

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
  const { nodes, flows } = resolveFlows(drawing)
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
