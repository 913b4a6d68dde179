import type { Lesson } from './lesson.ts'
import type { ROWS_FINDINGS } from './rows.ts'

const row = (step: string, text: string, role = '') => `| ${role} | ${step} | ${text} | |`.replace('|  |', '| |')

export const ROWS_LESSONS: Readonly<Record<keyof typeof ROWS_FINDINGS, Lesson>> = {
  'fila-mal-formada': {
    who: 'El responsable de esa fila: una celda de más corre el texto, y su actividad queda en la columna del tiempo.',
    wrong: '| Soporte / Técnico | 3 | Anota marca | modelo. | 1 hora |',
    right: '| Soporte / Técnico | 3 | Anota marca y modelo. | 1 hora |',
  },
  'paso-sin-numero': {
    who: 'Quien deba decir «regrese al paso…»: esa fila no se puede nombrar ni medir.',
    wrong: '| Unidad / Jefe | | Analiza los resultados. | |',
    right: '| Unidad / Jefe | 4 | Analiza los resultados. | |',
  },
  'paso-mal-escrito': {
    who: 'El sistema y la persona: «paso 3 bis» no se sabe si va antes o después del 4.',
    wrong: row('3 bis', 'Revisa otra vez.'),
    right: row('4', 'Revisa otra vez.'),
  },
  'paso-repetido': {
    who: 'Quien regresa «al paso 5» y encuentra dos.',
    wrong: `${row('5', 'Prueba.')}\n${row('5', 'Entrega.')}`,
    right: `${row('5', 'Prueba.')}\n${row('6', 'Entrega.')}`,
  },
  'paso-salteado': {
    who: 'El auditor, que pregunta qué se hacía en el paso 5 que ya no está.',
    wrong: `${row('4', 'Prueba.')}\n${row('6', 'Entrega.')}`,
    right: `${row('4', 'Prueba.')}\n${row('5', 'Entrega.')}`,
  },
  'rama-fuera-de-lugar': {
    who: 'Quien responde: la respuesta está lejos de la pregunta y parece de otra.',
    wrong: `${row('4', '¿Funciona?')}\n${row('4.1', 'SÍ. (Fin).')}\n${row('5', 'Anota.')}\n${row('4.2', 'NO. (Continúa en paso 5).')}`,
    right: `${row('4', '¿Funciona?')}\n${row('4.1', 'SÍ. (Fin).')}\n${row('4.2', 'NO. (Continúa en paso 5).')}\n${row('5', 'Anota.')}`,
  },
  'rama-sin-pregunta': {
    who: 'El técnico, que ve «SÍ» y «NO» y no sabe qué le preguntan.',
    wrong: `${row('2', 'Revisa el equipo.')}\n${row('2.1', 'SÍ. Lo repara.')}`,
    right: `${row('2', 'Revisa el equipo. ¿Tiene reparación?')}\n${row('2.1', 'SÍ. Lo repara.')}`,
  },
  'falta-responsable': {
    who: 'El caso, que nacería sin nadie que lo reciba.',
    wrong: row('1', 'Recibe la solicitud.'),
    right: row('1', 'Recibe la solicitud.', 'Soporte / Recepcionista'),
  },
  'responsable-mal-escrito': {
    who: 'El jefe, que ve tareas en la bandeja de una dependencia que no existe.',
    wrong: row('1', 'Recibe.', 'Soporte/Técnico'),
    right: row('1', 'Recibe.', 'Soporte / Técnico'),
  },
  'rol-ambiguo': {
    who: 'Dos secretarias de dos departamentos: cada una cree que la tarea es de la otra.',
    wrong: row('5', 'Entrega la respuesta.', 'Secretaria'),
    right: row('5', 'Entrega la respuesta.', 'Departamento de Infraestructura / Secretaria'),
  },
  'rama-con-otro-responsable': {
    who: 'Quien responde la pregunta: se le pide decidir y a otro actuar, sin un paso que se lo entregue.',
    wrong: `${row('4', '¿Procede?', 'Soporte / Técnico')}\n${row('4.1', 'SÍ. Lo aprueba.', 'Soporte / Jefe')}`,
    right: `${row('4', '¿Procede?', 'Soporte / Técnico')}\n${row('4.1', 'SÍ. (Continúa en paso 5).')}\n${row('5', 'Lo aprueba.', 'Soporte / Jefe')}`,
  },
  'paralela-sin-responsable': {
    who: 'Quienes trabajan a la vez: sin nombre en su fila, ninguno la tiene en su bandeja.',
    wrong: `${row('3', 'Reparte el expediente. A la vez:')}\n${row('3.1', 'Revisa la red.')}`,
    right: `${row('3', 'Reparte el expediente. A la vez:')}\n${row('3.1', 'Revisa la red.', 'Redes / Técnico')}`,
  },
  'union-sin-responsable': {
    who: 'Quien debía reunir las respuestas: llegan las dos y nadie las espera.',
    wrong: row('4', 'Reúne los informes.'),
    right: row('4', 'Reúne los informes.', 'Soporte / Coordinador'),
  },
  'bloque-incompleto': {
    who: 'El coordinador: «a la vez» con una sola fila es una fila más, y sin la siguiente no hay dónde reunirse.',
    wrong: `${row('3', 'Reparte. A la vez:')}\n${row('3.1', 'Revisa.', 'Redes / Técnico')}`,
    right: `${row('3', 'Reparte. A la vez:')}\n${row('3.1', 'Revisa.', 'Redes / Técnico')}\n${row('3.2', 'Prueba.', 'Soporte / Técnico')}\n${row('4', 'Reúne.', 'Soporte / Jefe')}`,
  },
  'a-la-vez-mal-escrito': {
    who: 'Los dos responsables: uno esperaría a que terminara el otro.',
    wrong: row('3', 'Reparte el expediente en paralelo:'),
    right: row('3', 'Reparte el expediente. A la vez:'),
  },
  'a-la-vez-anidado': {
    who: 'Quien reúne: no sabría si espera a tres o a cuatro.',
    wrong: row('3.1', 'Reparte otra vez. A la vez:', 'Redes / Jefe'),
    right: row('3.1', 'Pide las revisiones. (Aplica procedimiento 5).', 'Redes / Jefe'),
  },
  'actividad-vacia': {
    who: 'Quien recibe la tarea y no lee en ella qué hacer.',
    wrong: row('3', ''),
    right: row('3', 'Registra la solución.'),
  },
  'falta-punto-final': {
    who: 'El lector: sin punto no se distingue dónde acaba la actividad y empieza el salto.',
    wrong: row('3', 'Registra la solución'),
    right: row('3', 'Registra la solución.'),
  },
  'pregunta-mal-escrita': {
    who: 'Quien decide: una pregunta a medias se lee como una orden.',
    wrong: row('4', 'Funciona?'),
    right: row('4', '¿Funciona?'),
  },
  'dos-preguntas': {
    who: 'Quien responde «SÍ» y no sabe a cuál de las dos.',
    wrong: row('4', '¿Está completo? ¿Procede?'),
    right: `${row('4', '¿Está completo?')}\n…\n${row('5', '¿Procede?')}`,
  },
  'pregunta-en-rama': {
    who: 'El técnico, que responde y se encuentra otra pregunta sin respuestas.',
    wrong: row('4.1', 'SÍ. ¿Tiene garantía?'),
    right: `${row('4.1', 'SÍ. (Continúa en paso 5).')}\n…\n${row('5', '¿Tiene garantía?')}`,
  },
  'pregunta-con-salto': {
    who: 'Quien decide: si la pregunta ya salta, su respuesta no cambia nada.',
    wrong: row('4', '¿Funciona? (Continúa en paso 6).'),
    right: `${row('4', '¿Funciona?')}\n${row('4.1', 'SÍ. (Continúa en paso 6).')}`,
  },
  'pregunta-sin-ramas': {
    who: 'El caso, que se queda en la pregunta sin ninguna salida.',
    wrong: row('4', '¿Funciona?'),
    right: `${row('4', '¿Funciona?')}\n${row('4.1', 'SÍ. (Fin).')}\n${row('4.2', 'NO. (Regresa a paso 3).')}`,
  },
  'pregunta-de-una-respuesta': {
    who: 'El solicitante a quien se le niega: el manual solo cuenta qué pasa cuando todo va bien.',
    wrong: `${row('4', '¿Procede?')}\n${row('4.1', 'SÍ. Lo atiende.')}`,
    right: `${row('4', '¿Procede?')}\n${row('4.1', 'SÍ. Lo atiende.')}\n${row('4.2', 'NO. Informa el motivo. (Fin).')}`,
  },
  'respuesta-mal-escrita': {
    who: 'Quien decide: la respuesta se confunde con lo que hay que hacer después.',
    wrong: row('4.1', 'Sí, lo repara.'),
    right: row('4.1', 'SÍ. Lo repara.'),
  },
  'respuesta-repetida': {
    who: 'Quien responde «SÍ» y tiene dos caminos para la misma respuesta.',
    wrong: `${row('4.1', 'SÍ. Lo repara.')}\n${row('4.2', 'SÍ. Lo cambia.')}`,
    right: `${row('4.1', 'REPARAR. Lo repara.')}\n${row('4.2', 'CAMBIAR. Lo cambia.')}`,
  },
  'salto-mal-escrito': {
    who: 'El caso, que seguiría de largo: la frase se imprime y no hace nada.',
    wrong: row('6.2', 'NO. Anota la falla y vuelve al paso 3.'),
    right: row('6.2', 'NO. Anota la falla. (Regresa a paso 3).'),
  },
  'salto-no-al-final': {
    who: 'Quien ejecuta: lo escrito después del salto no lo haría nadie.',
    wrong: row('6.2', 'NO. (Regresa a paso 3). Anota la falla.'),
    right: row('6.2', 'NO. Anota la falla. (Regresa a paso 3).'),
  },
  'salto-a-paso-desconocido': {
    who: 'El caso, enviado a un paso que se borró el año pasado.',
    wrong: row('4.2', 'NO. (Continúa en paso 12).'),
    right: row('4.2', 'NO. (Continúa en paso 7).'),
  },
  'salto-en-mal-sentido': {
    who: 'Quien renumeró la tabla y olvidó un salto: el caso volvería atrás en vez de avanzar.',
    wrong: row('6.1', 'SÍ. (Continúa en paso 3).'),
    right: row('6.1', 'SÍ. (Continúa en paso 7).'),
  },
  'salto-fuera-del-bloque': {
    who: 'Quien reúne el bloque y espera para siempre la fila que se fue.',
    wrong: row('3.1', 'Revisa la red. (Continúa en paso 9).', 'Redes / Técnico'),
    right: row('3.1', 'Revisa la red.', 'Redes / Técnico'),
  },
  'procedimiento-desconocido': {
    who: 'El solicitante, remitido a un procedimiento que el manual no tiene.',
    wrong: row('5', 'Pide la baja. (Aplica procedimiento 15).'),
    right: row('5', 'Pide la baja. (Aplica procedimiento 5).'),
  },
  'tiempo-mal-escrito': {
    who: 'Quien mide: «3 días» son tres o cinco según se cuente el fin de semana.',
    wrong: '| Soporte / Técnico | 3 | Repara. | 3 días |',
    right: '| Soporte / Técnico | 3 | Repara. | 3 días hábiles |',
  },
  'id-mal-escrito': {
    who: 'Quien compara versiones: sin su nombre fijo, el paso parece otro.',
    wrong: row('3', 'Repara. {#la reparación}'),
    right: row('3', 'Repara. {#reparacion}'),
  },
}
