import type { DOCUMENT_FINDINGS } from './document.ts'
import type { Lesson } from './lesson.ts'

const HEAD =
  '---\nmanual: DTI-MNP-01\ntítulo: Soporte\ninstitución: Ministerio de Ejemplo\nversión: 1\ncalendario: GT\n---'
const TABLE =
  '| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |\n|---|---|---|---|\n| Soporte / Técnico | 1 | Repara el equipo. | 1 hora |'
const FORM =
  '### FORMA SOL-01. SOLICITUD\n\n| CAMPO | TIPO | OBLIGATORIO | AYUDA |\n|---|---|---|---|\n| Equipo | texto | sí | |'

export const DOCUMENT_LESSONS: Readonly<Record<keyof typeof DOCUMENT_FINDINGS, Lesson>> = {
  'manual-fuera-de-limites': {
    who: 'La analista que pega en un solo archivo los manuales de toda la dirección: nadie los revisaría de una vez, y un cambio pequeño obligaría a firmar todo de nuevo.',
    wrong: 'Un archivo con los 60 procedimientos de la institución.',
    right: 'Un archivo por manual, con los procedimientos que firma una misma autoridad.',
  },
  'falta-encabezado': {
    who: 'Quien recibe el documento impreso y no puede saber qué manual es ni si es el vigente.',
    wrong: '# OBJETIVO\n\nDar soporte a los equipos.',
    right: `${HEAD}\n\n# OBJETIVO\n\nDar soporte a los equipos.`,
  },
  'encabezado-incompleto': {
    who: 'El auditor que busca la versión en la hoja y no la encuentra; el técnico cuyo plazo nadie sabe con qué feriados se cuenta.',
    wrong: '---\nmanual: DTI-MNP-01\ntítulo: Soporte\n---',
    right: HEAD,
  },
  'encabezado-mal-escrito': {
    who: 'Quien compara dos versiones: «03/04/2026» es abril para unos y marzo para otros.',
    wrong: 'versión: segunda\nvigente: 03/04/2026',
    right: 'versión: 2\nvigente: 2026-04-03',
  },
  'clave-de-encabezado-desconocida': {
    who: 'La analista, que cree haber escrito la institución y la ve en blanco al imprimir.',
    wrong: 'institusión: Ministerio de Ejemplo',
    right: 'institución: Ministerio de Ejemplo',
  },
  'titulo-mal-escrito': {
    who: 'El solicitante, que no encuentra el trámite: su procedimiento quedó como un texto cualquiera.',
    wrong: '# Procedimiento 8: Servidores virtuales',
    right: '## PROCEDIMIENTO No. 8. SERVIDORES VIRTUALES',
  },
  'manual-sin-procedimientos': {
    who: 'Todos: se publica un documento y no hay nada que pedir ni que atender.',
    wrong: '# NORMAS\n\n1. Todo equipo se repara.',
    right: `## PROCEDIMIENTO No. 1. REPARACIÓN\n\n${TABLE}`,
  },
  'procedimiento-repetido': {
    who: 'La recepcionista a quien le dicen «es el procedimiento 3» y encuentra dos.',
    wrong: '## PROCEDIMIENTO No. 3. ALTAS\n…\n## PROCEDIMIENTO No. 3. BAJAS',
    right: '## PROCEDIMIENTO No. 3. ALTAS\n…\n## PROCEDIMIENTO No. 4. BAJAS',
  },
  'procedimiento-sin-tabla': {
    who: 'El solicitante: el procedimiento aparece en el índice y no hay quien lo atienda.',
    wrong: '## PROCEDIMIENTO No. 1. REPARACIÓN\n\nEl técnico repara el equipo.',
    right: `## PROCEDIMIENTO No. 1. REPARACIÓN\n\n${TABLE}`,
  },
  'dos-tablas-de-pasos': {
    who: 'El técnico que termina la primera tabla y no sabe si le toca la segunda.',
    wrong: `${TABLE}\n\nSi el equipo es un servidor:\n\n${TABLE}`,
    right:
      '| | 2 | ¿Es un servidor? | |\n| | 2.1 | SÍ. (Aplica procedimiento 2). | |\n| | 2.2 | NO. (Continúa en paso 3). | |',
  },
  'tabla-mal-encabezada': {
    who: 'Quien lee de prisa: si cada tabla ordena sus columnas a su modo, se toma el tiempo por el paso.',
    wrong: '| PASO | QUIÉN | ACTIVIDAD |',
    right: '| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |',
  },
  'norma-desconocida': {
    who: 'La secretaria que abre la tarea, busca la norma 7 y el manual llega a la 6.',
    wrong: 'Asigna al técnico, ver norma 7.',
    right: 'Asigna al técnico, ver norma 6.',
  },
  'norma-repetida': {
    who: 'Dos personas que citan «la norma 2» y están hablando de normas distintas.',
    wrong: '2. Se pide por escrito.\n2. Se responde en tres días.',
    right: '2. Se pide por escrito.\n3. Se responde en tres días.',
  },
  'norma-sin-tabla': {
    who: 'Quien asigna: se le manda elegir según una norma que no trae de dónde elegir.',
    wrong: '1. El técnico se elige según su carga.\n…\nAsigna al técnico según norma 1.',
    right: 'Asigna al técnico, ver norma 1.',
  },
  'norma-mal-citada': {
    who: 'El técnico: la cita se imprime y nadie le muestra la norma en su tarea.',
    wrong: 'Asigna, de acuerdo con la norma No. 2.',
    right: 'Asigna según norma 2.',
  },
  'forma-mal-escrita': {
    who: 'El solicitante, a quien no se le ofrece ningún formulario que llenar.',
    wrong: '## Formulario SOL-01',
    right: FORM,
  },
  'campo-mal-escrito': {
    who: 'Quien llena la forma y puede escribir «muchos» donde hacía falta un número.',
    wrong: '| Procesadores | de 1 a 64 | sí | |',
    right: '| Procesadores | número (1–64) | sí | |',
  },
  'forma-repetida': {
    who: 'Quien archiva: dos papeles distintos con el mismo código.',
    wrong: '### FORMA SOL-01. ALTA\n…\n### FORMA SOL-01. BAJA',
    right: '### FORMA SOL-01. ALTA\n…\n### FORMA SOL-02. BAJA',
  },
  'forma-no-definida': {
    who: 'El solicitante, detenido en el paso 1 ante una forma que no existe.',
    wrong: '- Paso 1, Forma: SOL-09.',
    right: `- Paso 1, Forma: SOL-01.\n\n${FORM}`,
  },
}
