import type { Clave } from '../claves.ts'

/** What each clave does, for whoever chooses one. */
export const CLAVE_HELP: Readonly<Record<Clave, string>> = {
  Inicio: 'Cómo se abren los casos: una solicitud, una alerta, una fecha, un plan.',
  Asigna: 'Quién es un rol en cada caso: el solicitante, su jefatura, una columna de una norma, un grupo.',
  Plazo: 'Cuándo vence el paso y qué pasa entonces.',
  Espera: 'El paso espera un tiempo o una respuesta.',
  Límite: 'Cuántas vueltas se admiten y a quién escala al excederlas.',
  Firma: 'Quién firma. Se pide en el orden escrito.',
  'Visto bueno': 'Quién da el visto bueno.',
  Sello: 'Quién sella.',
  Conformidad: 'Quién dice que está conforme; suele ser el solicitante.',
  Forma: 'La forma que se llena en el paso.',
  Registro: 'El libro en el que se anota.',
  Archivo: 'Qué se archiva, y por cuánto tiempo.',
  Entrega: 'Lo que el paso deja para los siguientes.',
  Usa: 'Lo que el paso necesita y otro dejó antes.',
  Acción: 'Un verbo del catálogo que el sistema ejecuta.',
  Prohíbe: 'Verbos que el caso nunca ofrece.',
  Tiempo: 'El tiempo del conjunto o de un bloque de pasos: se mide, no vence.',
  Calendario: 'Otro calendario que el del manual, o 24 horas.',
  Autoridad: 'Quién resuelve lo no previsto.',
  Nota: 'Texto que se imprime.',
  Detalle: 'Texto que se imprime, con más líneas debajo.',
}
