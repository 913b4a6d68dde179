import { Refused } from '#src/platform/refusal.ts'

type Data = Readonly<Record<string, string | number>>

const LEVEL_REFUSALS = {
  'desk-case-closed': {
    status: 409,
    es: () => 'El expediente ya no está abierto. Si hace falta seguir, reábralo antes.',
    en: () => 'The case is no longer open. Reopen it first if work must go on.',
  },
  'may-not-prioritise': {
    status: 403,
    es: () =>
      'La prioridad la fija quien tiene una tarea de este expediente, su jefatura o los cargos que la tabla de prioridades nombra. Pídalo a quien lo atiende.',
    en: () =>
      'The priority is set by whoever has a task of this case, the head above, or the positions that the table of priorities names. Ask who attends it.',
  },
  'same-priority': {
    status: 409,
    es: () => 'El expediente ya tiene ese impacto y esa urgencia. Elija otros, o deje la prioridad como está.',
    en: () => 'The case has that impact and urgency already. Choose others, or leave the priority as it is.',
  },
  'task-not-here': {
    status: 404,
    es: () => 'El expediente no tiene esa tarea abierta. Vuelva a abrirlo y elija entre las que están en curso.',
    en: () => 'The case has no such open task. Open it again and choose one that is under way.',
  },
  'may-not-move': {
    status: 403,
    es: () => 'Solo quien puede hacer la tarea, o la jefatura de quien la tiene, decide a dónde pasa.',
    en: () => 'Only whoever may do the task, or the head of who has it, decides where it goes.',
  },
  'no-level-table': {
    status: 422,
    es: () =>
      'El manual de este trámite no tiene una tabla que diga qué área atiende cada nivel. Use el escalamiento jerárquico, o pida que el manual la agregue a sus normas.',
    en: () =>
      'The manual of this service has no table of which area attends which level. Escalate to a superior, or ask for the manual to add one to its norms.',
  },
  'area-unknown': {
    status: 422,
    es: (data: Data) => `Elija un área de la tabla de la norma ${data.norm}, de un nivel mayor que el ${data.level}.`,
    en: (data: Data) => `Choose an area of the table of norm ${data.norm}, of a level above ${data.level}.`,
  },
  'area-without-position': {
    status: 422,
    es: (data: Data) =>
      `El directorio no tiene el cargo «${data.role}» que la norma nombra. Pida a la administración que lo cree, o elija otra área.`,
    en: (data: Data) =>
      `The directory has no position “${data.role}”, which the norm names. Ask an administrator to make it, or choose another area.`,
  },
  'step-escalates': {
    status: 409,
    es: (data: Data) =>
      `El paso ${data.row} del procedimiento ordena este escalamiento: conteste el paso y elija el área allí.`,
    en: (data: Data) =>
      `Step ${data.row} of the procedure orders this escalation: answer the step and choose the area there.`,
  },
  'not-escalated-here': {
    status: 409,
    es: () => 'La tarea no vino de otro nivel por la mesa. Si el procedimiento la pasó, regrésela contestando su paso.',
    en: () =>
      'The desk did not bring this task from another level. If the procedure passed it on, answer its step to send it back.',
  },
  'no-superior': {
    status: 422,
    es: () => 'Elija a qué jefatura superior se dirige; ha de estar por encima de quien tiene la tarea.',
    en: () => 'Choose which head you turn to; it has to be one above whoever has the task.',
  },
  'superior-asked-already': {
    status: 409,
    es: (data: Data) =>
      `${data.role} todavía no contesta lo que se le pidió. Espere su respuesta, o diríjase a la jefatura que sigue.`,
    en: (data: Data) => `${data.role} has not answered yet. Wait for the answer, or turn to the next head above.`,
  },
  'may-not-ask': {
    status: 403,
    es: () => 'Escala a la jefatura quien atiende el expediente, o la jefatura a la que se escaló antes.',
    en: () => 'A case is raised to a superior by whoever attends it, or by the head to whom it was raised before.',
  },
  'nothing-asked': {
    status: 409,
    es: () => 'Esa solicitud ya se contestó, o no está en este expediente.',
    en: () => 'That request was answered already, or is not of this case.',
  },
  'not-asked-of-you': {
    status: 403,
    es: (data: Data) => `Se le pidió a ${data.role}. Contesta quien ocupa ese cargo o lo suple.`,
    en: (data: Data) => `It was asked of ${data.role}. Who holds or stands in for that position answers.`,
  },
  'supplier-at-level-3': {
    status: 409,
    es: (data: Data) =>
      `El expediente está en el nivel ${data.level}: solo el nivel 3 se apoya en proveedores. Escálelo antes al nivel 3.`,
    en: (data: Data) =>
      `The case is at level ${data.level}: only level 3 leans on suppliers. Escalate it to level 3 first.`,
  },
  'supplier-unknown': {
    status: 422,
    es: () => 'Elija un proveedor de la lista. Si falta, la administración lo agrega en «Proveedores».',
    en: () => 'Choose a supplier of the list. If it is missing, an administrator adds it under “Suppliers”.',
  },
  'supplier-has-it': {
    status: 409,
    es: (data: Data) => `Ya está con ${data.supplier}. Registre que terminó antes de acudir a otro.`,
    en: (data: Data) => `It is with ${data.supplier} already. Register that it ended before turning to another.`,
  },
  'supplier-not-engaged': {
    status: 409,
    es: () => 'El expediente no está ahora con ningún proveedor.',
    en: () => 'The case is with no supplier now.',
  },
  'only-the-head-assigns': {
    status: 403,
    es: () =>
      'Asigna la jefatura de la dependencia en cuya bandeja está la tarea. Si la tarea es suya, use «Pasar a otra persona».',
    en: () => 'The head of the unit in whose tray the task is assigns it. If it is yours, hand it over.',
  },
} satisfies Record<string, { status: number; es: (data: Data) => string; en: (data: Data) => string }>

export type LevelRefusalCode = keyof typeof LEVEL_REFUSALS

export function levelRefused(code: LevelRefusalCode, data: Data = {}): Refused {
  const entry: { status: number; es: (data: Data) => string; en: (data: Data) => string } = LEVEL_REFUSALS[code]
  return new Refused({ code, status: entry.status, es: entry.es(data), en: entry.en(data) })
}
