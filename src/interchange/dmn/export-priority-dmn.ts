import type { PriorityTable } from '#src/procedure/index.ts'
import type { Decision } from './decision-of-norm.ts'
import { writeDmn } from './export-dmn.ts'
import {
  durationText,
  IMPACTS,
  KIND_DECISION,
  PRIORITY_DECISION,
  TARGET_DECISION,
  URGENCIES,
} from './priority-names.ts'

/** The directorate's table of priorities as DMN 1.3: the matrix, what each kind has at its opening, and the times of each priority. */
export function exportPriorityDmn(table: PriorityTable, title: string): string {
  return writeDmn(title, priorityDecisions(table))
}

export function priorityDecisions(table: PriorityTable): Decision[] {
  return [
    matrix(table),
    ...(table.kinds.length === 0 ? [] : [kinds(table)]),
    ...(table.targets.length === 0 ? [] : [targets(table)]),
  ]
}

function matrix({ matrix: rows, names, impacts, urgencies }: PriorityTable): Decision {
  const words = [
    ...impacts.map(({ name, text }) => `Impacto ${name}: ${text}`),
    ...urgencies.map(({ name, text }) => `Urgencia ${name}: ${text}`),
  ]
  return {
    id: PRIORITY_DECISION.id,
    name: 'Prioridad',
    description: words.join(' '),
    hitPolicy: 'UNIQUE',
    inputs: [
      { name: 'impacto', label: 'Impacto' },
      { name: 'urgencia', label: 'Urgencia' },
    ],
    outputs: [
      { name: 'prioridad', label: 'Prioridad' },
      { name: 'nombre', label: 'Nombre' },
    ],
    rules: rows.flatMap((row, impact) =>
      row.map((priority, urgency) => ({
        inputs: [feel(IMPACTS[impact]!), feel(URGENCIES[urgency]!)],
        outputs: [feel(String(priority)), feel(names[priority - 1]!)],
      })),
    ),
  }
}

function kinds({ kinds: rules }: PriorityTable): Decision {
  return {
    id: KIND_DECISION.id,
    name: 'Impacto y urgencia de cada trámite al abrirse',
    description: 'Con qué impacto, urgencia y nivel se abre un expediente de cada trámite.',
    hitPolicy: 'UNIQUE',
    inputs: [
      { name: 'manual', label: 'Manual' },
      { name: 'procedimiento', label: 'Procedimiento' },
    ],
    outputs: [
      { name: 'impacto', label: 'Impacto' },
      { name: 'urgencia', label: 'Urgencia' },
      { name: 'nivel', label: 'Nivel' },
      { name: 'vale_lo_declarado', label: 'Vale lo declarado' },
    ],
    rules: rules.map(({ manual, procedure, impact, urgency, level, declared }) => ({
      inputs: [feel(manual), feel(procedure)],
      outputs: [
        feel(IMPACTS[impact - 1]!),
        feel(URGENCIES[urgency - 1]!),
        feel(String(level)),
        feel(declared === true ? 'sí' : 'no'),
      ],
    })),
  }
}

function targets({ targets: rules }: PriorityTable): Decision {
  // A kind's own rule goes before that of every kind.
  const ordered = rules.toSorted((a, b) => Number(a.kind === null) - Number(b.kind === null))
  return {
    id: TARGET_DECISION.id,
    name: 'Plazos de atención y solución',
    description:
      'En cuánto tiempo se atiende y se resuelve un expediente, y la norma por la que se suspende mientras se espera al solicitante.',
    hitPolicy: 'FIRST',
    inputs: [
      { name: 'manual', label: 'Manual' },
      { name: 'procedimiento', label: 'Procedimiento' },
      { name: 'prioridad', label: 'Prioridad' },
    ],
    outputs: [
      { name: 'atencion', label: 'Atención' },
      { name: 'solucion', label: 'Solución' },
      { name: 'suspende_segun', label: 'Se suspende según' },
    ],
    rules: ordered.map(({ kind, priority, attention, solution, suspends }) => ({
      inputs: [
        kind === null ? '-' : feel(kind.manual),
        kind === null ? '-' : feel(kind.procedure),
        feel(String(priority)),
      ],
      outputs: [feel(durationText(attention)), feel(durationText(solution)), feel(suspends ?? '')],
    })),
  }
}

function feel(text: string): string {
  return JSON.stringify(text.replace(/\s+/g, ' '))
}
