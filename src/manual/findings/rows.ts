import type { FindingText } from './finding-text.ts'

/** What is wrong with the rows of a step table. */
export const ROWS_FINDINGS = {
  'fila-mal-formada': {
    severity: 'error',
    title: 'La fila tiene más o menos celdas que la tabla',
    explanation: 'Casi siempre es una barra vertical dentro del texto, que abre otra celda.',
    write: 'Escriba la barra del texto como «\\|».',
  },
  'paso-sin-numero': {
    severity: 'error',
    title: 'Una fila no tiene número',
    explanation: 'El número es el nombre del paso: lo citan los saltos, los casos y las mediciones.',
    write: 'Escriba en PASO el número que sigue.',
  },
  'paso-mal-escrito': {
    severity: 'error',
    title: 'El número de un paso no es solo un número',
    explanation: '«Paso 4», «04» o «4.-» se imprimen de modo distinto y nadie los encuentra.',
    write: '4 · 4.1',
  },
  'paso-repetido': {
    severity: 'error',
    title: 'Dos filas llevan el mismo número',
    explanation: 'Un salto a ese número tendría dos destinos.',
    write: 'Numere la segunda con el número que sigue.',
  },
  'paso-salteado': {
    severity: 'error',
    title: 'La numeración salta',
    explanation: 'Un hueco suele ser una fila perdida o una renumeración a medias.',
    write: 'Numere de uno en uno: 1, 2, 3; 4.1, 4.2.',
  },
  'rama-fuera-de-lugar': {
    severity: 'error',
    title: 'Una rama no está debajo de su paso',
    explanation: 'Las ramas n.k van seguidas, debajo de la fila n.',
    write: 'Mueva la fila debajo de su paso, o corrija su número.',
  },
  'rama-sin-pregunta': {
    severity: 'error',
    title: 'Hay ramas sin pregunta',
    explanation: 'Una rama responde a algo o corre a la vez que otras; su paso debe decir qué.',
    write: '¿Hay recursos? · A la vez:',
  },
  'falta-responsable': {
    severity: 'error',
    title: 'La primera fila no dice quién',
    explanation: 'La celda vacía hereda de la fila de arriba, y la primera no tiene de quién.',
    write: 'Dependencia / Cargo, o «—» si no es de nadie',
  },
  'responsable-mal-escrito': {
    severity: 'error',
    title: 'Un responsable está mal escrito',
    explanation:
      'La barra con un espacio a cada lado separa la dependencia del cargo; pegada a un lado no se sabe si es parte del nombre.',
    write: 'Departamento de Soporte / Coordinador',
  },
  'rol-ambiguo': {
    severity: 'error',
    title: 'Un cargo puede ser de varias dependencias',
    explanation:
      'El cargo solo se busca en la tabla del procedimiento y luego en el manual; si lo tienen varias dependencias, no se elige por usted.',
    write: 'Dependencia / Cargo, una de las que el mensaje ofrece',
  },
  'rama-con-otro-responsable': {
    severity: 'error',
    title: 'Una rama es de otro responsable',
    explanation: 'Quien responde la pregunta hace lo que dice su rama; lo que hace otro es un paso de otro.',
    write: 'Deje vacío el RESPONSABLE de la rama y abra un paso para el otro.',
  },
  'paralela-sin-responsable': {
    severity: 'error',
    title: 'Una fila paralela no dice su responsable',
    explanation: 'En un bloque «A la vez:» cada fila va a una bandeja; heredarla escondería a quién.',
    write: 'Escriba el RESPONSABLE en cada fila del bloque.',
  },
  'union-sin-responsable': {
    severity: 'error',
    title: 'El paso que reúne un bloque no dice su responsable',
    explanation: 'Arriba hay varias filas de varios responsables; no se hereda de ninguna.',
    write: 'Escriba el RESPONSABLE en la fila que sigue al bloque.',
  },
  'bloque-incompleto': {
    severity: 'error',
    title: 'Un bloque «A la vez:» está incompleto',
    explanation: 'Un bloque necesita dos filas o más y el paso siguiente, donde se reúnen.',
    write: 'n A la vez: · n.1 · n.2 · n+1',
  },
  'a-la-vez-mal-escrito': {
    severity: 'error',
    title: '«A la vez:» está mal escrito',
    explanation: 'El bloque se abre con esa frase exacta al final de la celda.',
    write: 'Reparte el expediente. A la vez:',
  },
  'a-la-vez-anidado': {
    severity: 'error',
    title: 'Un bloque «A la vez:» dentro de otro',
    explanation: 'Los bloques no se anidan, para que siempre se vea dónde se reúnen.',
    write: '(Aplica procedimiento n).',
  },
  'actividad-vacia': {
    severity: 'error',
    title: 'Una fila no dice qué se hace',
    explanation: 'Quien reciba la tarea leerá esa celda y nada más.',
    write: 'Recibe la solicitud y la asigna.',
  },
  'falta-punto-final': {
    severity: 'error',
    title: 'Falta el punto final',
    explanation:
      'El punto cierra la oración y deja leer lo que sigue, el salto o la pregunta; el valor de una ficha también termina en uno, y solo uno.',
    write: 'Recibe la solicitud.',
  },
  'pregunta-mal-escrita': {
    severity: 'error',
    title: 'La pregunta no está entre sus signos o no va al final',
    explanation: 'La pregunta es lo último de la celda; después de ella se espera la respuesta, no más texto.',
    write: 'Revisa la solicitud. ¿Está completa?',
  },
  'dos-preguntas': {
    severity: 'error',
    title: 'Un paso hace dos preguntas',
    explanation: 'Las ramas responden a una sola pregunta.',
    write: 'Deje la segunda pregunta para el paso siguiente.',
  },
  'pregunta-en-rama': {
    severity: 'error',
    title: 'Una rama pregunta',
    explanation: 'Una rama es una respuesta; si además pregunta, no hay dónde escribir sus propias ramas.',
    write: 'Ponga la pregunta en un paso propio.',
  },
  'pregunta-con-salto': {
    severity: 'error',
    title: 'La fila que pregunta o abre un bloque también salta',
    explanation: 'Los saltos los hacen las respuestas; el de la pregunta no se haría nunca.',
    write: 'Quite el salto, o páselo a las ramas.',
  },
  'pregunta-sin-ramas': {
    severity: 'error',
    title: 'La pregunta no tiene respuestas',
    explanation: 'Sin ramas el caso se quedaría en la pregunta.',
    write: 'n.1 SÍ. · n.2 NO.',
  },
  'pregunta-de-una-respuesta': {
    severity: 'error',
    title: 'La pregunta tiene una sola respuesta',
    explanation: 'Con una sola respuesta no hay nada que decidir, y casi siempre falta qué pasa si no.',
    write: 'Añada la otra respuesta.',
  },
  'respuesta-mal-escrita': {
    severity: 'error',
    title: 'La respuesta de una rama no va en mayúsculas y con punto',
    explanation:
      'La respuesta es el texto en mayúsculas hasta el primer punto; así se distingue de la acción que la sigue.',
    write: 'SÍ. Informa al solicitante.',
  },
  'respuesta-repetida': {
    severity: 'error',
    title: 'Dos ramas dan la misma respuesta',
    explanation: 'El caso no sabría cuál de las dos seguir.',
    write: 'Dé a cada rama una respuesta distinta.',
  },
  'salto-mal-escrito': {
    severity: 'error',
    title: 'Un salto está escrito de otro modo',
    explanation:
      'Solo la frase exacta entre paréntesis salta. Una parecida se leería como texto y el caso seguiría de largo.',
    write: '(Continúa en paso 5). · (Regresa a paso 3). · (Fin). · (Aplica procedimiento 7).',
  },
  'salto-no-al-final': {
    severity: 'error',
    title: 'Un salto no está al final de la celda',
    explanation: 'El salto es lo último que se hace en la fila, y hay uno como mucho.',
    write: 'Informa el motivo. (Continúa en paso 7).',
  },
  'salto-a-paso-desconocido': {
    severity: 'error',
    title: 'Se nombra un paso que no existe',
    explanation: 'Suele quedar así cuando se borra o se renumera una fila.',
    write: 'Escriba el número de un paso de la tabla.',
  },
  'salto-en-mal-sentido': {
    severity: 'error',
    title: 'El salto va en el sentido contrario',
    explanation: '«Continúa» va hacia adelante y «Regresa» no: si la numeración cambia y el salto no, así se nota.',
    write: '(Regresa a paso 3). · (Continúa en paso 7).',
  },
  'salto-fuera-del-bloque': {
    severity: 'error',
    title: 'Una fila de un bloque «A la vez:» salta',
    explanation: 'Si una fila se fuera, el paso que reúne el bloque la esperaría para siempre.',
    write: 'Quite el salto; el bloque sigue en el paso siguiente.',
  },
  'procedimiento-desconocido': {
    severity: 'error',
    title: 'Se aplica un procedimiento que no está',
    explanation: 'El número es de este manual, salvo que se diga de qué manual es.',
    write: '(Aplica procedimiento 7). · (Aplica procedimiento 2 del manual DTI-MNP-04).',
  },
  'tiempo-mal-escrito': {
    severity: 'error',
    title: 'El tiempo de una fila no se entiende',
    explanation:
      'El tiempo se mide contra el real, así que lleva número y unidad; «días» sin más puede ser hábiles o calendario.',
    write: '30 minutos · 2 a 4 horas · 1 día hábil · —',
  },
  'id-mal-escrito': {
    severity: 'error',
    title: 'Un identificador está mal escrito o repetido',
    explanation: 'El identificador da nombre fijo a un paso aunque cambie su número.',
    write: 'Recibe la solicitud. {#recepcion}',
  },
} as const satisfies Record<string, FindingText>
