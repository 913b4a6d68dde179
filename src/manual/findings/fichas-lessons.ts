import type { FICHAS_FINDINGS } from './fichas.ts'
import type { Lesson } from './lesson.ts'

export const FICHAS_LESSONS: Readonly<Record<keyof typeof FICHAS_FINDINGS, Lesson>> = {
  'ficha-mal-escrita': {
    who: 'Quien esperaba el plazo: se imprime, y nada vence.',
    wrong: 'Paso 4 Plazo 3 días hábiles, al vencer NO',
    right: '- Paso 4, Plazo: 3 días hábiles; al vencer, NO.',
  },
  'ficha-en-varias-lineas': {
    who: 'La revisora: un dato en tres líneas no se compara de un vistazo con el de la versión anterior.',
    wrong: '- Paso 4, Nota: se llama\n  al solicitante.',
    right: '- Paso 4, Nota: se llama al solicitante.',
  },
  'clave-desconocida': {
    who: 'El técnico, que no recibe el plazo porque alguien escribió «Plaso».',
    wrong: '- Paso 4, Plaso: 3 días hábiles; al vencer, NO.',
    right: '- Paso 4, Plazo: 3 días hábiles; al vencer, NO.',
  },
  'clave-fuera-de-lugar': {
    who: 'Quien abre el caso: un Inicio puesto en un paso no abre nada.',
    wrong: '- Paso 1, Inicio: solicitud «Reparación».',
    right: '- Procedimiento, Inicio: solicitud «Reparación».',
  },
  'ficha-de-paso-desconocido': {
    who: 'El jefe cuya firma ya no se pide, porque el paso cambió de número.',
    wrong: '- Paso 12, Firma: Jefe de Soporte.',
    right: '- Paso 7, Firma: Jefe de Soporte.',
  },
  'ficha-repetida': {
    who: 'Quien cuenta el plazo: tres días o cinco, según qué línea lea.',
    wrong: '- Paso 4, Plazo: 3 días hábiles; al vencer, NO.\n- Paso 4, Plazo: 5 días hábiles; al vencer, NO.',
    right: '- Paso 4, Plazo: 5 días hábiles; al vencer, NO.',
  },
  'valor-mal-escrito': {
    who: 'Quien dependía de ese dato: un valor a medias no se cumple a medias, no se cumple.',
    wrong: '- Paso 6, Límite: tres veces.',
    right: '- Paso 6, Límite: 3 vueltas; al exceder, escala a Coordinador.',
  },
  'plazo-mal-escrito': {
    who: 'El solicitante: el plazo vence y no pasa nada.',
    wrong: '- Paso 4, Plazo: 6 días hábiles.',
    right: '- Paso 4, Plazo: 6 días hábiles; al vencer, avisa a Coordinador.',
  },
  'limite-sin-regresa': {
    who: 'La analista, que cree haber acotado un lazo y puso el límite en otro paso.',
    wrong: '- Paso 3, Límite: 3 vueltas; al exceder, escala a Coordinador.',
    right: '- Paso 6, Límite: 3 vueltas; al exceder, escala a Coordinador.',
  },
  'columna-desconocida': {
    who: 'Quien asigna: se le pide elegir por una columna que la norma no tiene.',
    wrong: '- Procedimiento, Asigna: Técnico = «Puesto» (norma 2).',
    right: '- Procedimiento, Asigna: Técnico = «Cargo» (norma 2).',
  },
}
