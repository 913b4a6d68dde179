import type { FindingText } from './finding-text.ts'

/** What is wrong with the fichas under a step table. */
export const FICHAS_FINDINGS = {
  'ficha-mal-escrita': {
    severity: 'error',
    title: 'Una línea parece una ficha y no lo es',
    explanation: 'Sin el guion, la coma o los dos puntos la línea sería un texto sin efecto.',
    write: '- Paso 4, Plazo: 3 días hábiles; al vencer, NO.',
  },
  'ficha-en-varias-lineas': {
    severity: 'error',
    title: 'Una ficha ocupa varias líneas',
    explanation: 'Un dato por línea se lee y se compara de un vistazo; solo Detalle lleva más texto.',
    write: 'Escriba la ficha en una línea, o use «Detalle» para el texto largo.',
  },
  'clave-desconocida': {
    severity: 'error',
    title: 'La clave de una ficha no se conoce',
    explanation: 'Una clave con una letra cambiada dejaría el dato sin efecto.',
    write: 'Plazo, Espera, Límite, Firma, Forma… (la lista está en la tabla de claves)',
  },
  'clave-fuera-de-lugar': {
    severity: 'error',
    title: 'La ficha está en el sitio equivocado',
    explanation: 'Hay claves del procedimiento entero y claves de un paso.',
    write: '- Procedimiento, Inicio: … · - Paso 4, Plazo: …',
  },
  'ficha-de-paso-desconocido': {
    severity: 'error',
    title: 'La ficha es de un paso que no existe',
    explanation: 'Suele quedar así cuando se borra o se renumera una fila.',
    write: 'Corrija el número, o quite la ficha.',
  },
  'ficha-repetida': {
    severity: 'error',
    title: 'La misma ficha está dos veces',
    explanation: 'Con dos valores no se sabe cuál rige.',
    write: 'Deje una sola.',
  },
  'valor-mal-escrito': {
    severity: 'error',
    title: 'El valor de una ficha no se entiende',
    explanation: 'Cada clave tiene su forma, que el mensaje muestra.',
    write: '- Paso 6, Límite: 3 vueltas; al exceder, escala a Coordinador.',
  },
  'plazo-mal-escrito': {
    severity: 'error',
    title: 'Un plazo no se entiende',
    explanation: 'Un plazo sin consecuencia no cambia nada: se dice cuánto y qué pasa al vencer.',
    write: '6 días hábiles desde paso 1; al vencer, NO',
  },
  'limite-sin-regresa': {
    severity: 'error',
    title: 'Hay un límite donde nada regresa',
    explanation: 'El límite cuenta las vueltas de «Regresa»; va en la pregunta que regresa o en la fila misma.',
    write: 'Ponga la ficha en el paso cuyas ramas dicen «(Regresa a paso n).».',
  },
  'columna-desconocida': {
    severity: 'error',
    title: 'Se asigna por una columna que no está',
    explanation: 'La columna es una de la tabla de la norma citada.',
    write: 'Técnico = «Cargo» (norma 2)',
  },
} as const satisfies Record<string, FindingText>
