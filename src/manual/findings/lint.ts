import type { FindingText } from './finding-text.ts'

/** What is well written and yet cannot work, or very likely is not meant. */
export const LINT_FINDINGS = {
  'paso-inalcanzable': {
    severity: 'error',
    title: 'A un paso no llega nadie',
    explanation: 'Ningún camino desde el inicio pasa por él.',
    write: 'Haga que algún paso continúe en él, o quítelo.',
  },
  'sin-salida-a-fin': {
    severity: 'error',
    title: 'De un paso no se llega al fin',
    explanation: 'El caso que entrara ahí no terminaría nunca.',
    write: 'Dé a alguna rama una salida: «(Continúa en paso n).» o «(Fin).».',
  },
  'rol-sin-asigna': {
    severity: 'error',
    title: 'No se sabe quién es un rol',
    explanation:
      'Un rol «correspondiente», o el solicitante que tiene pasos, es una persona distinta en cada caso: hay que decir cómo se sabe.',
    write: '- Procedimiento, Asigna: Técnico correspondiente = «Cargo» (norma 2).',
  },
  'usa-sin-entrega': {
    severity: 'error',
    title: 'Un paso necesita lo que nadie dejó',
    explanation: 'Ningún paso anterior entrega ese objeto.',
    write: '- Paso 2, Entrega: informe técnico.',
  },
  'lazo-sin-limite': {
    severity: 'warning',
    title: 'Un regreso no tiene límite',
    explanation: 'El caso podría dar vueltas sin fin y sin que nadie superior lo supiera.',
    write: '- Paso 6, Límite: 3 vueltas; al exceder, escala a Coordinador.',
  },
  'firma-no-declarada': {
    severity: 'warning',
    title: 'Se habla de una firma que nadie pide',
    explanation:
      'El texto dice que se firma, sella o da visto bueno, y ninguna ficha lo ordena: el sistema no lo pediría.',
    write: '- Paso 7, Firma: Jefe del Departamento.',
  },
  'forma-no-declarada': {
    severity: 'warning',
    title: 'Se habla de un formulario que nadie pide',
    explanation: 'El texto nombra una forma o un formulario y el paso no la declara: no se mostraría.',
    write: '- Paso 1, Forma: SOL-VM-01.',
  },
  'forma-sin-uso': {
    severity: 'warning',
    title: 'Una forma no la usa nadie',
    explanation: 'Está definida y ningún paso la pide.',
    write: '- Paso 1, Forma: CÓDIGO.',
  },
  'norma-sin-uso': {
    severity: 'warning',
    title: 'Una tabla de asignación no la usa nadie',
    explanation: 'La norma lleva una tabla y ningún paso elige según ella ni Asigna la cita.',
    write: 'según norma 2',
  },
  'rol-sin-responsabilidades': {
    severity: 'warning',
    title: 'Un rol no está en RESPONSABILIDADES',
    explanation: 'El manual tiene una sección de responsabilidades y este rol de las tablas no figura en ella.',
    write: 'Añada el rol a # RESPONSABILIDADES, o use el nombre que allí lleva.',
  },
  'roles-parecidos': {
    severity: 'warning',
    title: 'Dos nombres casi iguales',
    explanation:
      'Suelen ser la misma dependencia o el mismo cargo escrito de dos modos, y el sistema los tendría por dos.',
    write: 'Escriba siempre el mismo nombre.',
  },
  'responsable-doble': {
    severity: 'warning',
    title: 'Un responsable son dos',
    explanation: 'Con «y/o» la tarea es de dos, y por tanto de ninguno.',
    write: 'Dé el paso a uno, o abra un bloque «A la vez:».',
  },
  'decision-en-prosa': {
    severity: 'warning',
    title: 'Una decisión escondida en el texto',
    explanation: '«En caso contrario», «si no»: hay dos caminos y la tabla tiene uno.',
    write: '¿Procede? · n.1 SÍ. · n.2 NO.',
  },
  'procedimiento-sin-inicio': {
    severity: 'warning',
    title: 'No se dice cómo empieza el procedimiento',
    explanation: 'Sin Inicio ningún canal abre sus casos, y ningún otro procedimiento lo aplica.',
    write: '- Procedimiento, Inicio: solicitud «Nombre» por portal.',
  },
  'plazo-mayor-que-el-total': {
    severity: 'warning',
    title: 'Un plazo es más largo que el procedimiento',
    explanation: 'El plazo de un paso pasa del tiempo que el procedimiento se da a sí mismo.',
    write: 'Acorte el plazo, o corrija «- Procedimiento, Tiempo: …».',
  },
  'fechas-contradictorias': {
    severity: 'warning',
    title: 'Las fechas del encabezado se contradicen',
    explanation: 'El manual rige desde antes de que alguien lo aprobara.',
    write: 'Corrija «vigente» o la fecha de la aprobación.',
  },
} as const satisfies Record<string, FindingText>
