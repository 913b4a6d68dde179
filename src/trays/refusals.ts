import { Refused } from '#src/platform/refusal.ts'

const TRAY_REFUSALS = {
  'filter-unclear': {
    status: 422,
    es: 'No se entiende lo que pide: {names}. Revise los nombres y los valores del filtro.',
    en: 'What you ask for cannot be understood: {names}. Check the names and values of the filter.',
  },
  'view-unknown': {
    status: 404,
    es: 'No hay una vista así, o no es para usted. Elija otra de «Administrar vistas».',
    en: 'There is no such view, or it is not for you. Choose another of “Manage views”.',
  },
  'view-name-empty': {
    status: 422,
    es: 'Escriba un nombre de hasta 60 caracteres, en una línea.',
    en: 'Write a name of up to 60 characters, on one line.',
  },
  'view-name-taken': {
    status: 422,
    es: 'Usted ya tiene una vista con ese nombre. Escriba otro, o cambie aquella.',
    en: 'You have a view of that name already. Write another, or change that one.',
  },
  'views-full': {
    status: 422,
    es: 'Ya tiene 50 vistas, y ese es el máximo. Borre alguna que no use.',
    en: 'You have 50 views already, which is the most. Delete one that you do not use.',
  },
  'view-not-yours': {
    status: 403,
    es: 'Solo quien hizo la vista puede cambiarla. Ábrala y guárdela con otro nombre.',
    en: 'Only whoever made the view may change it. Open it and save it under another name.',
  },
  'view-share-refused': {
    status: 403,
    es: 'Una vista la comparte la jefatura con su dependencia o con un cargo de ella. Déjela privada, o pídaselo a su jefatura.',
    en: 'A view is shared by the head with the unit or a position in it. Keep it private, or ask your head.',
  },
  'view-changed': {
    status: 409,
    es: 'La vista cambió mientras usted la miraba. Ábrala de nuevo y repita el cambio.',
    en: 'The view changed while you were looking at it. Open it again and repeat the change.',
  },
  'bulk-empty': {
    status: 422,
    es: 'Elija al menos una fila, y no más de 200.',
    en: 'Choose at least one row, and no more than 200.',
  },
  'bulk-unclear': {
    status: 422,
    es: 'No se entiende qué hacer con lo elegido. Vuelva a la bandeja y elija una acción.',
    en: 'What to do with the rows chosen is not clear. Go back to the tray and choose an action.',
  },
  'bulk-unknown': {
    status: 404,
    es: 'No hay un lote así, o no es suyo. Los resultados se guardan siete días.',
    en: 'There is no such batch, or it is not yours. Results are kept for seven days.',
  },
  'bulk-key-reused': {
    status: 422,
    es: 'Esa clave ya se usó para otro lote. Envíe una clave nueva.',
    en: 'That key was used for another batch. Send a new key.',
  },
  'step-not-plain': {
    status: 422,
    es: 'Ese paso pide algo más: una respuesta, una forma, una firma o una decisión. Ábralo y complételo en su página.',
    en: 'That step asks for more: an answer, a form, a signature or a decision. Open it and complete it on its page.',
  },
  'task-gone': {
    status: 409,
    es: 'Esa tarea ya no está abierta: alguien la completó o el expediente siguió su curso.',
    en: 'That task is no longer open: somebody completed it, or the case went on.',
  },
  'followed-full': {
    status: 422,
    es: 'Usted ya sigue 500 expedientes, y ese es el máximo. Deje de seguir alguno.',
    en: 'You follow 500 cases already, which is the most. Stop following one.',
  },
} as const satisfies Record<string, { status: number; es: string; en: string }>

export type TrayRefusalCode = keyof typeof TRAY_REFUSALS

/** A refusal of the trays, ready to be thrown. */
export function trayRefused(code: TrayRefusalCode, data: Readonly<Record<string, string>> = {}): Refused {
  const { status, es, en } = TRAY_REFUSALS[code]
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => data[name] ?? '')
  return new Refused({ code, status, es: filled(es), en: filled(en) })
}
