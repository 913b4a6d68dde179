import type { Lesson } from './lesson.ts'
import type { LINT_FINDINGS } from './lint.ts'

export const LINT_LESSONS: Readonly<Record<keyof typeof LINT_FINDINGS, Lesson>> = {
  'paso-inalcanzable': {
    who: 'Su responsable, que espera una tarea que no llegará nunca.',
    wrong:
      '| | 4.1 | SÍ. (Continúa en paso 6). | |\n| | 4.2 | NO. (Continúa en paso 6). | |\n| | 5 | Crea el servidor. | |',
    right:
      '| | 4.1 | SÍ. (Continúa en paso 5). | |\n| | 4.2 | NO. (Continúa en paso 6). | |\n| | 5 | Crea el servidor. | |',
  },
  'sin-salida-a-fin': {
    who: 'El solicitante, con un caso que da vueltas y no se cierra.',
    wrong: '| | 6.1 | SÍ. (Regresa a paso 3). | |\n| | 6.2 | NO. (Regresa a paso 5). | |',
    right: '| | 6.1 | SÍ. (Continúa en paso 7). | |\n| | 6.2 | NO. (Regresa a paso 5). | |',
  },
  'rol-sin-asigna': {
    who: 'La secretaria que debe pasarlo «al técnico correspondiente» y no sabe cuál es.',
    wrong: '| Técnico correspondiente | 3 | Atiende la solicitud. | |',
    right: '- Procedimiento, Asigna: Técnico correspondiente = «Cargo» (norma 2).',
  },
  'usa-sin-entrega': {
    who: 'Quien llega a firmar un informe que nadie escribió.',
    wrong: '- Paso 5, Usa: informe técnico.',
    right: '- Paso 3, Entrega: informe técnico.\n- Paso 5, Usa: informe técnico.',
  },
  'lazo-sin-limite': {
    who: 'El solicitante a quien se le devuelve el trámite por quinta vez, y el jefe que no se entera.',
    wrong: '| | 6.2 | NO. Anota la falla. (Regresa a paso 3). | |',
    right:
      '| | 6.2 | NO. Anota la falla. (Regresa a paso 3). | |\n\n- Paso 6, Límite: 3 vueltas; al exceder, escala a Jefe de Soporte.',
  },
  'firma-no-declarada': {
    who: 'Quien debía firmar, que nunca ve el documento en su bandeja.',
    wrong: '| | 7 | Redacta el oficio y gestiona la firma del Jefe. | |',
    right: '| | 7 | Redacta el oficio. | |\n\n- Paso 7, Firma: Jefe del Departamento de Infraestructura.',
  },
  'forma-no-declarada': {
    who: 'El solicitante, a quien se le exige un formulario que el portal no le muestra.',
    wrong: '| Recepción / Secretaria | 1 | Recibe la solicitud y el formulario. | |',
    right: '- Paso 1, Forma: SOL-VM-01.',
  },
  'forma-sin-uso': {
    who: 'Quien mantiene la forma al día sin que nadie la llene.',
    wrong: '### FORMA SOL-09. SOLICITUD DE BAJA',
    right: '- Paso 1, Forma: SOL-09.',
  },
  'norma-sin-uso': {
    who: 'Quien asigna de memoria, con la tabla correcta escrita tres páginas antes.',
    wrong: '| | 3 | Asigna un técnico. | |',
    right: '| | 3 | Asigna un técnico según norma 2. | |',
  },
  'rol-sin-responsabilidades': {
    who: 'El ocupante del cargo: trabaja en la tabla y el manual no dice de qué responde.',
    wrong: 'RESPONSABILIDADES nombra al Director y al Técnico; la tabla, también a la Secretaria.',
    right: 'Secretaria de Recepción es responsable de:\n\n- Registrar toda solicitud el día en que llega.',
  },
  'roles-parecidos': {
    who: 'El administrador, que nombra al Coordinador y ve las tareas del «Cordinador» sin dueño.',
    wrong: '| Soporte / Cordinador | 5 | Revisa. | |',
    right: '| Soporte / Coordinador | 5 | Revisa. | |',
  },
  'responsable-doble': {
    who: 'Los dos: cada uno da por hecho que lo hará el otro.',
    wrong: '| Técnico y/o Jefe de la Unidad | 2 | Hace el mantenimiento. | |',
    right: '| Unidad / Técnico | 2 | Hace el mantenimiento. | |',
  },
  'decision-en-prosa': {
    who: 'El técnico que decide de palabra lo que nadie podrá medir ni revisar.',
    wrong: '| | 4 | Revisa el informe y en caso de observaciones lo devuelve. | |',
    right:
      '| | 4 | Revisa el informe. ¿Tiene observaciones? | |\n| | 4.1 | SÍ. Las anota. (Regresa a paso 3). | |\n| | 4.2 | NO. (Continúa en paso 5). | |',
  },
  'procedimiento-sin-inicio': {
    who: 'El solicitante: el trámite está en el manual y no en el catálogo.',
    wrong: '## PROCEDIMIENTO No. 2. SOPORTE TÉCNICO',
    right: '- Procedimiento, Inicio: solicitud «Soporte técnico» por portal, teléfono.',
  },
  'plazo-mayor-que-el-total': {
    who: 'Quien promete tres días al solicitante mientras un solo paso admite diez.',
    wrong: '- Procedimiento, Tiempo: 3 días hábiles.\n- Paso 4, Plazo: 10 días hábiles; al vencer, NO.',
    right: '- Procedimiento, Tiempo: 15 días hábiles.\n- Paso 4, Plazo: 10 días hábiles; al vencer, NO.',
  },
  'fechas-contradictorias': {
    who: 'El departamento legal, que debe certificar desde cuándo rige y tiene dos respuestas.',
    wrong:
      '  - acto: Aprobación\n    norma: 407-2026\n    fecha: 2026-09-01\n  - acto: Resolución\n    norma: 407-2026\n    fecha: 2026-12-01',
    right: '  - acto: Resolución\n    norma: 407-2026\n    fecha: 2026-12-01',
  },
  'duda-pendiente': {
    who: 'Quien ejecutaría el paso: el documento de origen admitía dos lecturas y alguien debe decir cuál es.',
    wrong: '| — | 4 | ⚠ (la fuente no dice quién hace este paso) Analiza los resultados. | |',
    right: '| Unidad / Jefe | 4 | Analiza los resultados. | |',
  },
  'conteo-distinto': {
    who: 'El auditor, que cuenta los pasos y no le salen los que dice la carátula.',
    wrong: 'Pasos 08, Formas 00.',
    right: 'Nada: al imprimir, Ventanilla cuenta los pasos y las formas.',
  },
  'regresa-a-pregunta': {
    who: 'El técnico: vuelve a la pregunta «¿hay recursos?» sin haberlos contado otra vez, y responde lo mismo.',
    wrong: '| | 3 | Analiza los recursos. | |\n| | 4 | ¿Hay recursos? | |\n…\n| | 6.2 | NO. (Regresa a paso 4). | |',
    right: '| | 6.2 | NO. Anota lo que faltó. (Regresa a paso 3). | |',
  },
  'salida-sin-ingreso': {
    who: 'El guardia, que firma la salida de alguien que nunca entró.',
    wrong:
      '| | 3.2 | NO. Explica el motivo. (Continúa en paso 8). | |\n…\n| | 8 | Registra la salida de la persona. | |',
    right: '| | 3.2 | NO. Explica el motivo. (Fin). | |',
  },
  'escala-sin-nivel': {
    who: 'El técnico de tercer nivel: ya no tiene a quién escalar y el caso se queda con él.',
    wrong: '| | 4.2 | NO. Escala al nivel que corresponda. (Regresa a paso 3). | |',
    right: '- Paso 4, Límite: 2 vueltas; al exceder, escala a Jefe del Departamento de Soporte.',
  },
  'firma-de-otra-jefatura': {
    who: 'El jefe que recibe para firmar el trabajo de otro departamento.',
    wrong:
      '| Departamento de Telecomunicaciones / Técnico | 4 | Gestiona la firma del Jefe del Departamento de Infraestructura. | |',
    right:
      '| Departamento de Telecomunicaciones / Técnico | 4 | Redacta el oficio. | |\n\n- Paso 4, Firma: Jefe del Departamento de Telecomunicaciones.',
  },
  'destino-distinto': {
    who: 'La secretaria que no recibe el dictamen, y la que lo recibe sin que le toque.',
    wrong:
      '| Compras / Jefe | 4 | Lo traslada a la Secretaria del Departamento de Soporte. | |\n| Compras / Secretaria | 5 | Lo entrega. | |',
    right: '| Compras / Jefe | 4 | Lo traslada a la Secretaria. | |\n| Compras / Secretaria | 5 | Lo entrega. | |',
  },
  'norma-contra-tabla': {
    who: 'El solicitante, que lleva su oficio a la Dirección porque la norma lo dice, y allí no lo esperan.',
    wrong:
      '1. Se solicita por oficio a la Dirección de Tecnología.\n…\n| Departamento de Infraestructura / Secretaria | 1 | Recibe la solicitud. | |',
    right: '1. Se solicita por oficio al Departamento de Infraestructura.',
  },
  'conformidad-sin-salida': {
    who: 'El usuario que no quedó conforme: el manual solo sabe qué hacer con los que sí.',
    wrong: '| | 6 | Recibe la conformidad del usuario. | |',
    right:
      '| | 6 | Pregunta al usuario. ¿Da su conformidad? | |\n| | 6.1 | SÍ. (Continúa en paso 7). | |\n| | 6.2 | NO. Anota qué falta. (Regresa a paso 5). | |',
  },
  'tiempo-de-varios': {
    who: 'El técnico a quien se le mide con 25 minutos que eran para siete pasos de tres personas.',
    wrong:
      '| Soporte / Recepcionista | 1 | Registra. | 25 minutos |\n| Soporte / Técnico | 2 | Revisa. | |\n| | 3 | Repara. | |\n| | 4 | Prueba. | |',
    right:
      '| Soporte / Recepcionista | 1 | Registra. | 5 minutos |\n| Soporte / Técnico | 2 | Revisa. | 20 minutos |\n| | 3 | Repara. | |\n| | 4 | Prueba. | |',
  },
  'tiempo-de-norma-sin-uso': {
    who: 'El dueño de la información: la norma promete destruir la copia a los tres días y ningún paso lo hace.',
    wrong: '2. La copia se conserva 3 días como máximo.',
    right: '- Paso 7, Archivo: copia; temporal, 3 días calendario.',
  },
  'dependencia-con-dos-nombres': {
    who: 'El administrador del directorio, que busca un departamento que se llama de otro modo.',
    wrong:
      '| Sistemas | Departamento de Análisis y Desarrollo | Analista |\n…\n| Sistemas | Dirección de Desarrollo y Análisis | Analista |',
    right: 'El mismo nombre, completo, en las dos tablas.',
  },
  'siglas-cambiadas': {
    who: 'El lector nuevo, que pregunta qué unidad es la UATC.',
    wrong: 'Lo asigna al técnico de la UATC.',
    right: 'Lo asigna al técnico de la UACT.',
  },
  'producto-con-dos-nombres': {
    who: 'Quien busca el sistema en el inventario y encuentra uno solo de los dos.',
    wrong: 'Registra en HP Service Manager. … Cierra en Server Manager HP.',
    right: 'Registra en HP Service Manager. … Cierra en HP Service Manager.',
  },
  'encargado-y-responsable': {
    who: 'La operadora que traslada al «Encargado» y no lo encuentra en el directorio.',
    wrong:
      '| Mesa / Operadora | 2 | Lo traslada al Encargado de Telefonía. | |\n| Responsable de Telefonía | 3 | Lo atiende. | |',
    right: '| Mesa / Operadora | 2 | Lo traslada al Responsable de Telefonía. | |',
  },
  'rol-sin-titular': {
    who: 'El solicitante: su caso espera en una bandeja que nadie abre.',
    wrong: 'El directorio no tiene a nadie como «Soporte / Técnico de Impresión».',
    right: 'Administración, Puestos: nombrar a quien lo ocupa, o a quien lo suple.',
  },
}
