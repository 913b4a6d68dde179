import type { ModdleElement } from 'bpmn-moddle'
import type { ImportedFact, ImportedProcess } from '../../notation/imported-process.ts'
import { type Imported, ImportRefused } from '../../notation/report.ts'
import { doubt, factText } from '../../notation/safe-text.ts'
import { stillWrong, writeManual } from '../../notation/write-manual.ts'
import { writeProcedure } from '../../notation/write-procedure.ts'
import type { OwnFile } from '../own-file.ts'
import { convertFlow, titled } from './convert-flow.ts'
import { type Converting, note } from './converting.ts'
import { readFlowGraph } from './flow-graph.ts'
import { rolesOf } from './roles-of.ts'

/** More than these and no manual could hold the rows. */
const MOST_ELEMENTS = 3_000

/** A diagram of another tool, or one of ours that was changed in one: each process and sub-process is a procedure. */
export function importForeign(definitions: ModdleElement, own: OwnFile | null): Imported {
  const roots: ModdleElement[] = definitions.rootElements ?? []
  const processes = roots.filter(
    ({ $type, flowElements }) => $type === 'bpmn:Process' && (flowElements ?? []).length > 0,
  )
  if (processes.length === 0) throw new ImportRefused('El archivo no trae ningún proceso con pasos.')
  const containers = processes.flatMap((process) => [process, ...subProcessesOf(process, 0)])
  const size = containers.reduce((sum, { flowElements }) => sum + flowElements.length, 0)
  if (size > MOST_ELEMENTS) {
    throw new ImportRefused(
      `El diagrama tiene ${size} elementos; son ${MOST_ELEMENTS} como mucho. Expórtelo por partes.`,
    )
  }
  const collaboration = roots.find(({ $type }) => $type === 'bpmn:Collaboration')
  const pools: ModdleElement[] = collaboration?.participants ?? []
  const converting: Converting = {
    report: [],
    processes: [],
    numbers: new Map(),
    partners: partnersOf(collaboration, containers, pools),
    annotations: annotationsOf([...roots.filter(({ $type }) => $type === 'bpmn:Collaboration'), ...containers]),
    delivered: deliveredIn(containers),
    nextNumber: 1,
  }
  for (const container of containers) converting.numbers.set(container.id ?? '', String(converting.nextNumber++))
  if (own) converting.numbers.set(containers[0]!.id ?? '', own.procedure)
  for (const pool of pools) {
    if (pool.processRef && processes.includes(pool.processRef)) continue
    note(
      converting,
      pool,
      'no-equivalent',
      'Es una participante sin proceso: solo queda nombrada donde se espera su respuesta.',
    )
  }
  for (const process of processes) {
    const pool = pools.find(({ processRef }) => processRef === process)
    const poolName = String(pool?.name ?? '')
    const roleOf = rolesOf(process, poolName)
    for (const container of [process, ...subProcessesOf(process, 0)]) {
      convertContainer(converting, container, poolName, (element) => roleOf(roleBearer(element, container, process)))
    }
    sayLeftOvers(converting, [process, ...subProcessesOf(process, 0)])
  }
  const title =
    String(definitions.name ?? collaboration?.name ?? pools[0]?.name ?? processes[0]!.name ?? '') || 'Proceso importado'
  if (own) return mendOwn(converting, own)
  return writeManual({
    code: 'IMPORTADO-1',
    title,
    basedOn: `un archivo BPMN${definitions.exporter ? ` de ${String(definitions.exporter)}` : ''}`,
    processes: converting.processes.toSorted((a, b) => Number(a.number) - Number(b.number)),
    forms: [],
    report: converting.report,
  })
}

function convertContainer(
  converting: Converting,
  container: ModdleElement,
  pool: string,
  roleOf: (element: ModdleElement) => string,
): void {
  const graph = readFlowGraph(container)
  if (graph.entry === null) return
  const number = converting.numbers.get(container.id ?? '')!
  const before = converting.processes.length
  const title = titled(String(container.name ?? pool ?? ''))
  convertFlow(converting, { graph, number, title, roleOf }, graph.entry)
  const at = converting.processes.findIndex((process, index) => index >= before && process.number === number)
  const made = converting.processes[at]
  if (!made) return
  const facts = container.$type === 'bpmn:Process' ? startFacts(converting, container) : []
  if (container.triggeredByEvent) {
    note(
      converting,
      container,
      'no-equivalent',
      `Es un subproceso que arranca por un evento; quedó como procedimiento ${number} que nadie aplica.`,
    )
  }
  const event = container.triggeredByEvent
    ? [{ key: 'Nota', value: doubt('en el original arranca por un evento') }]
    : []
  converting.processes[at] = { ...made, facts: [...facts, ...event, ...made.facts] }
}

/** Inner elements of a sub-process belong to the lane of the outermost one. */
function roleBearer(element: ModdleElement, container: ModdleElement, process: ModdleElement): ModdleElement {
  let at = container
  if (at === process) return element
  while (at.$parent && at.$parent !== process) at = at.$parent
  return at
}

function subProcessesOf(container: ModdleElement, depth: number): ModdleElement[] {
  if (depth > 20) return []
  const elements: ModdleElement[] = container.flowElements ?? []
  return elements
    .filter(({ $type, flowElements }) => /SubProcess|Transaction$/.test($type) && (flowElements ?? []).length > 0)
    .flatMap((inner) => [inner, ...subProcessesOf(inner, depth + 1)])
}

function startFacts(converting: Converting, process: ModdleElement): ImportedFact[] {
  const starts = (process.flowElements ?? []).filter(({ $type }: ModdleElement) => $type === 'bpmn:StartEvent')
  return starts.flatMap((start: ModdleElement): ImportedFact[] => {
    const definition: ModdleElement | undefined = start.eventDefinitions?.[0]
    const name = factText(
      String(start.name ?? definition?.messageRef?.name ?? definition?.signalRef?.name ?? ''),
    ).replace(/[«»]/g, '')
    switch (definition?.$type) {
      case 'bpmn:MessageEventDefinition':
        if (name === '') break
        note(converting, start, 'kept', `Empieza por la solicitud «${name}».`)
        return [{ key: 'Inicio', value: `solicitud «${name}»` }]
      case 'bpmn:SignalEventDefinition':
        note(converting, start, 'doubtful', 'Empieza por una señal; quedó como alerta.')
        return [{ key: 'Inicio', value: name === '' ? 'alerta' : `alerta de «${name}»` }]
      case 'bpmn:TimerEventDefinition':
        note(converting, start, 'doubtful', 'Empieza por un reloj: escriba cada cuánto en Inicio.')
        return [{ key: 'Nota', value: doubt(`en el original empieza por un reloj ${name}`) }]
    }
    note(converting, start, 'doubtful', 'No dice quién lo pide ni por qué canal: escriba el Inicio.')
    return [
      {
        key: 'Nota',
        value: doubt(`el original no dice cómo empieza${name === '' ? '' : `; su inicio se llama ${name}`}`),
      },
    ]
  })
}

function partnersOf(
  collaboration: ModdleElement | undefined,
  containers: readonly ModdleElement[],
  pools: readonly ModdleElement[],
) {
  const poolOf = new Map<string, string>()
  for (const pool of pools) {
    const name = factText(String(pool.name ?? ''))
    poolOf.set(pool.id ?? '', name)
    const process = containers.find((each) => each === pool.processRef)
    for (const container of process ? [process, ...subProcessesOf(process, 0)] : []) {
      for (const { id } of container.flowElements ?? []) if (id) poolOf.set(id, name)
    }
  }
  const partners = new Map<string, string[]>()
  for (const { sourceRef, targetRef } of collaboration?.messageFlows ?? []) {
    const name = poolOf.get(sourceRef?.id ?? '')
    const id = targetRef?.id
    if (name && id && !partners.get(id)?.includes(name)) partners.set(id, [...(partners.get(id) ?? []), name])
  }
  return partners
}

function annotationsOf(containers: readonly ModdleElement[]) {
  const annotations = new Map<string, string[]>()
  for (const { artifacts = [] } of containers) {
    for (const association of artifacts as ModdleElement[]) {
      if (association.$type !== 'bpmn:Association') continue
      const ends: ModdleElement[] = [association.sourceRef, association.targetRef].filter(Boolean)
      const text = ends.find(({ $type }) => $type === 'bpmn:TextAnnotation')?.text
      const tied = ends.find(({ $type }) => $type !== 'bpmn:TextAnnotation')?.id
      if (text && tied) annotations.set(tied, [...(annotations.get(tied) ?? []), factText(String(text))])
    }
  }
  return annotations
}

function deliveredIn(containers: readonly ModdleElement[]): Set<string> {
  return new Set(
    containers.flatMap(({ flowElements }) =>
      (flowElements as ModdleElement[]).flatMap(({ dataOutputAssociations = [] }) =>
        dataOutputAssociations.map(({ targetRef }: ModdleElement) => factText(String(targetRef?.name ?? ''))),
      ),
    ),
  )
}

/** What stands in the diagram and is in no row. */
function sayLeftOvers(converting: Converting, containers: readonly ModdleElement[]): void {
  for (const container of containers) {
    const tied = new Set(
      (container.artifacts ?? []).flatMap((one: ModdleElement) => [one.sourceRef?.id, one.targetRef?.id]),
    )
    for (const artifact of (container.artifacts ?? []) as ModdleElement[]) {
      if (artifact.$type === 'bpmn:Group')
        note(converting, artifact, 'no-equivalent', 'La notación no tiene grupos; sus pasos quedaron.')
      if (artifact.$type === 'bpmn:TextAnnotation' && !tied.has(artifact.id)) {
        note(
          converting,
          artifact,
          'no-equivalent',
          `Texto suelto que no quedó en el manual: «${factText(String(artifact.text ?? '')).slice(0, 200)}».`,
        )
      }
    }
    for (const element of (container.flowElements ?? []) as ModdleElement[]) {
      if (element.$type === 'bpmn:DataObjectReference')
        note(converting, element, 'kept', 'Quedó como Entrega o Usa de los pasos unidos a él.')
      if (element.$type === 'bpmn:DataStoreReference')
        note(converting, element, 'no-equivalent', 'La notación no tiene almacenes de datos.')
    }
  }
}

/** A file of ours whose diagram was changed: its procedure is written anew, the rest of the manual stays. */
function mendOwn(converting: Converting, own: OwnFile): Imported {
  const procedures = converting.processes.toSorted(
    (a, b) => Number(a.number !== own.procedure) - Number(b.number !== own.procedure),
  )
  const texts = procedures.map((process: ImportedProcess) => writeProcedure(process))
  const source = `${own.carried.before}${texts.map(({ text }) => text).join('\n\n')}${own.carried.after}`
  const changed = {
    element: 'bpmn:Process',
    id: own.procedure,
    kind: 'doubtful' as const,
    message:
      'El diagrama cambió fuera de Ventanilla: el procedimiento se escribió de nuevo según el diagrama. Revíselo entero.',
  }
  return { source, report: [changed, ...converting.report, ...stillWrong(source)] }
}
