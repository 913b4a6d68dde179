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
    title: 'Dos fechas se contradicen',
    explanation:
      'El manual rige desde antes de que alguien lo aprobara, un mismo acto lleva dos fechas, o el texto dice una y el encabezado otra.',
    write: 'Corrija «vigente», la fecha de la aprobación o la del texto.',
  },
  'duda-pendiente': {
    severity: 'error',
    title: 'Queda una duda de la importación',
    explanation:
      'Al traer un documento, lo que admite dos lecturas se marca y no se adivina. Mientras quede una marca, el manual no dice una sola cosa.',
    write: 'Corrija lo que la marca señala y bórrela con su paréntesis.',
  },
  'conteo-distinto': {
    severity: 'warning',
    title: 'Un conteo escrito no es el de la tabla',
    explanation: '«Pasos 08, Formas 00» escrito a mano se queda viejo; se calcula al imprimir y entonces no miente.',
    write: 'Borre el conteo.',
  },
  'regresa-a-pregunta': {
    severity: 'warning',
    title: 'Se regresa a una pregunta sin repetir lo que la alimenta',
    explanation: 'Volver a preguntar sin volver a hacer el trabajo da la misma respuesta, o una sin fundamento.',
    write: '(Regresa a paso n)., donde n es la actividad anterior a la pregunta',
  },
  'salida-sin-ingreso': {
    severity: 'warning',
    title: 'Se cierra lo que nadie abrió',
    explanation:
      'Por uno de los caminos se registra una salida o una devolución sin haber registrado el ingreso o el préstamo.',
    write: 'Haga que ese camino termine antes: «(Fin).».',
  },
  'escala-sin-nivel': {
    severity: 'warning',
    title: 'Se escala sin decir a quién cuando no hay más nivel',
    explanation: 'En el último nivel, «al nivel que corresponda» no es nadie, y el caso se queda donde está.',
    write: '- Paso 4, Límite: 2 vueltas; al exceder, escala a Jefe del Departamento.',
  },
  'firma-de-otra-jefatura': {
    severity: 'warning',
    title: 'Firma la jefatura de otra dependencia',
    explanation: 'Quien firma responde por el trabajo; casi siempre es un nombre que quedó de otro procedimiento.',
    write: '- Paso 4, Firma: Jefe de la dependencia que hace el paso.',
  },
  'destino-distinto': {
    severity: 'warning',
    title: 'El texto lo pasa a uno y la tabla a otro',
    explanation:
      'La actividad dice a quién se traslada y la fila siguiente es de otra dependencia: uno de los dos está mal.',
    write: 'Nombre en el texto al responsable de la fila siguiente.',
  },
  'norma-contra-tabla': {
    severity: 'warning',
    title: 'Una norma y la tabla no dicen lo mismo',
    explanation:
      'La norma manda pedirlo a una dependencia que no aparece en la tabla: quien la lea lo llevará a otra puerta.',
    write: 'Corrija la norma, o dé el primer paso a la dependencia que nombra.',
  },
  'conformidad-sin-salida': {
    severity: 'warning',
    title: 'No se dice qué pasa sin conformidad',
    explanation: 'El paso recibe la conformidad como si siempre llegara; cuando no llega, nadie sabe qué sigue.',
    write: '¿Da su conformidad? · n.1 SÍ. · n.2 NO.',
  },
  'tiempo-de-varios': {
    severity: 'warning',
    title: 'Un tiempo cubre pasos de varios responsables',
    explanation:
      'Con una sola celda para filas de distintas personas no se sabe de quién es el tiempo, ni a quién medirlo.',
    write: 'Un tiempo en cada fila que cambia de responsable, o «—».',
  },
  'tiempo-de-norma-sin-uso': {
    severity: 'warning',
    title: 'Una norma fija un tiempo que nadie cumple',
    explanation: 'La norma da un plazo y ningún paso la cita ni lo lleva en una ficha: nada haría que se cumpliera.',
    write: 'ver norma 2 · - Paso 4, Plazo: 3 días hábiles; al vencer, avisa a Jefe.',
  },
  'dependencia-con-dos-nombres': {
    severity: 'warning',
    title: 'Una dependencia tiene dos nombres',
    explanation:
      'El mismo cargo está en dos dependencias de nombre parecido; el directorio tiene una sola y la otra quedaría sin nadie.',
    write: 'Escriba siempre el nombre completo de la dependencia.',
  },
  'siglas-cambiadas': {
    severity: 'warning',
    title: 'Una sigla con dos letras cambiadas',
    explanation: 'Quien no conozca la oficina creerá que son dos.',
    write: 'Escriba siempre la misma sigla.',
  },
  'producto-con-dos-nombres': {
    severity: 'warning',
    title: 'Un sistema se nombra de dos maneras',
    explanation: 'Las mismas palabras en otro orden: quien lo busque no sabrá si es el mismo sistema.',
    write: 'Escriba siempre el mismo nombre.',
  },
  'encargado-y-responsable': {
    severity: 'warning',
    title: 'Un cargo se llama encargado y responsable',
    explanation:
      'El texto lo pasa a un «Encargado» que en la tabla es «Responsable»; el directorio los tendría por dos cargos.',
    write: 'Use en el texto el nombre que el cargo lleva en la tabla.',
  },
  'rol-sin-titular': {
    severity: 'warning',
    title: 'Nadie ocupa un rol',
    explanation:
      'El directorio de la institución no tiene a nadie en ese cargo; sus tareas esperarían sin que nadie las viera.',
    write: 'Nombre a alguien en Administración, o corrija el cargo.',
  },
} as const satisfies Record<string, FindingText>
