import type { FindingText } from './finding-text.ts'

/** What is wrong with the file, its front matter, headings, norms and forms. */
export const DOCUMENT_FINDINGS = {
  'manual-fuera-de-limites': {
    severity: 'error',
    title: 'El texto pasa de lo que se lee',
    explanation:
      'Un manual se lee entero en menos de un segundo; para eso el archivo, sus líneas y sus tablas tienen un tamaño máximo, muy por encima de cualquier manual real.',
    write: 'Divida el manual en dos archivos, o parta la línea que el mensaje señala.',
  },
  'falta-encabezado': {
    severity: 'error',
    title: 'Falta el encabezado',
    explanation:
      'Cada manual dice quién es en un encabezado entre dos líneas «---», antes de todo lo demás: sin código y versión no se sabe qué documento rige.',
    write: '---\nmanual: DTI-MNP-01\ntítulo: …\ninstitución: …\nversión: 1\ncalendario: GT\n---',
  },
  'encabezado-incompleto': {
    severity: 'error',
    title: 'Falta una clave del encabezado',
    explanation:
      'El código, el título, la institución, la versión y el calendario van impresos en cada hoja o deciden los plazos; ninguno se supone.',
    write: 'Añada la clave que el mensaje nombra, en su propia línea.',
  },
  'encabezado-mal-escrito': {
    severity: 'error',
    title: 'Un valor del encabezado no se entiende',
    explanation:
      'El encabezado lleva una clave por línea. La versión va con cifras y puntos, y las fechas con año, mes y día, para que no quepan dos lecturas.',
    write: 'versión: 2.1 · vigente: 2026-11-02 · sustituye: DTI-MNP-01 versión 1',
  },
  'clave-de-encabezado-desconocida': {
    severity: 'error',
    title: 'Una clave del encabezado no se conoce',
    explanation: 'Una clave con una letra cambiada dejaría el dato sin leer, así que se rechaza.',
    write: 'manual, título, institución, versión, vigente, calendario, sustituye, basado en, aprobaciones',
  },
  'calendario-desconocido': {
    severity: 'error',
    title: 'La institución no tiene el calendario',
    explanation:
      'Los plazos se cuentan con los días hábiles y los asuetos del calendario que el manual nombra; sin él ningún caso tendría vencimiento.',
    write: 'calendario: GT, o el código de uno que esté en Administración, Calendarios',
  },
  'titulo-mal-escrito': {
    severity: 'error',
    title: 'Un título de procedimiento está mal escrito',
    explanation:
      'El título de nivel 2 abre el procedimiento y da su número; escrito de otro modo, su tabla quedaría como texto sin efecto.',
    write: '## PROCEDIMIENTO No. 8. CREACIÓN DE SERVIDORES',
  },
  'manual-sin-procedimientos': {
    severity: 'error',
    title: 'El manual no tiene procedimientos',
    explanation: 'Un manual se ejecuta por sus procedimientos; este archivo no abre ninguno.',
    write: '## PROCEDIMIENTO No. 1. TÍTULO',
  },
  'procedimiento-repetido': {
    severity: 'error',
    title: 'Dos procedimientos llevan el mismo número',
    explanation: 'El número identifica al procedimiento en los saltos, los casos y los informes.',
    write: 'Dé a uno de los dos un número libre.',
  },
  'procedimiento-sin-tabla': {
    severity: 'error',
    title: 'Un procedimiento no tiene pasos',
    explanation: 'Lo que se ejecuta es la tabla de pasos; sin ella el título no significa nada.',
    write: '| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |',
  },
  'dos-tablas-de-pasos': {
    severity: 'error',
    title: 'Un procedimiento tiene dos tablas de pasos',
    explanation: 'Con dos tablas no se sabe cuál sigue a cuál.',
    write: 'Una las dos tablas, o abra otro procedimiento y llámelo con «(Aplica procedimiento n).».',
  },
  'tabla-mal-encabezada': {
    severity: 'error',
    title: 'La tabla de pasos tiene otras columnas',
    explanation:
      'Las columnas y su orden son fijos para que toda tabla se lea igual. Se aceptan «No.» por PASO y ACCIÓN o ACTIVIDADES por ACTIVIDAD.',
    write: '| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |',
  },
  'norma-desconocida': {
    severity: 'error',
    title: 'Se cita una norma que no existe',
    explanation:
      'El número citado es el impreso al comienzo de la norma, del propio procedimiento o, con «general», de # NORMAS.',
    write: 'ver norma 2 · ver norma general 4.1',
  },
  'norma-repetida': {
    severity: 'error',
    title: 'Se cita un número que llevan dos normas',
    explanation: 'Con dos normas del mismo número la cita no señala ninguna.',
    write: 'Numere las normas sin repetir.',
  },
  'norma-sin-tabla': {
    severity: 'error',
    title: '«según norma» cita una norma sin tabla',
    explanation:
      '«Según» manda elegir una fila de la tabla de la norma; si la norma es solo texto, se muestra con «ver».',
    write: 'ver norma 2',
  },
  'norma-mal-citada': {
    severity: 'error',
    title: 'Una norma está citada de otro modo',
    explanation: 'Solo «según norma n» y «ver norma n» tienen efecto; una cita parecida quedaría sin él.',
    write: 'según norma 2 · ver norma general 3',
  },
  'forma-mal-escrita': {
    severity: 'error',
    title: 'Una forma está mal escrita',
    explanation: 'La forma se abre con un título de nivel 3 y sigue con su tabla de cuatro columnas.',
    write: '### FORMA SOL-VM-01. SOLICITUD\n| CAMPO | TIPO | OBLIGATORIO | AYUDA |',
  },
  'campo-mal-escrito': {
    severity: 'error',
    title: 'Un campo de una forma está mal escrito',
    explanation: 'El tipo de cada campo decide qué se puede escribir en él, así que ha de ser uno de los conocidos.',
    write: 'texto · número (1–9) · lista: a; b · archivo (pdf, imagen)',
  },
  'forma-repetida': {
    severity: 'error',
    title: 'Dos formas llevan el mismo código',
    explanation: 'El código es lo que citan los pasos.',
    write: 'Dé a una de las dos otro código.',
  },
  'forma-no-definida': {
    severity: 'error',
    title: 'Un paso pide una forma que no está',
    explanation: 'Sin la definición, quien abre el caso no tendría qué llenar.',
    write: '### FORMA CÓDIGO. TÍTULO en # ANEXOS, con su tabla',
  },
} as const satisfies Record<string, FindingText>
