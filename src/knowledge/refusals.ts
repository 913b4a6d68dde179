import { type Refusal, Refused } from '#src/platform/refusal.ts'

type Fields = NonNullable<Refusal['fields']>

/** Of one that does not exist, and exactly so of one that the person may not read. */
export function articleUnknown(): Refused {
  return refuse(
    'article-unknown',
    404,
    'No hay un artículo con esa dirección, o no es para su dependencia. Búsquelo en Conocimiento.',
    'There is no article at that address, or it is not for your unit. Look for it in Knowledge.',
  )
}

export function articleNotAllowed(): Refused {
  return refuse(
    'article-not-allowed',
    403,
    'Eso lo hace quien trabaja en la dependencia del artículo. Deje un comentario con lo que habría que cambiar.',
    'That is done by those who work in the unit of the article. Leave a comment with what should change.',
  )
}

export function ownReview(): Refused {
  return refuse(
    'article-own-review',
    403,
    'Un artículo lo revisa otra persona: la jefatura de la dependencia o quien ella designe, y no quien lo escribió.',
    'Another person reviews an article: the head of the unit or whom the head names, and not who wrote it.',
  )
}

export function articleMoved(): Refused {
  return refuse(
    'article-moved',
    409,
    'Otra persona guardó el artículo mientras usted escribía. Abajo está lo que usted escribió; compárelo con la última versión antes de guardar.',
    'Somebody saved the article while you were writing. What you wrote is below; compare it with the latest version before you save.',
  )
}

export function notInReview(): Refused {
  return refuse(
    'article-not-in-review',
    409,
    'El artículo ya no espera revisión. Vuelva a cargar la página.',
    'The article no longer waits for a review. Reload the page.',
  )
}

export function inReviewAlready(): Refused {
  return refuse(
    'article-in-review',
    409,
    'El artículo espera revisión. Retírelo de la revisión para seguir escribiendo.',
    'The article waits for a review. Take it back to go on writing.',
  )
}

export function reasonNeeded(): Refused {
  return refuse(
    'article-reason-needed',
    422,
    'Escriba qué hay que cambiar, para que quien lo escribió pueda hacerlo.',
    'Write what has to change, so that who wrote it can do so.',
  )
}

export function caseNotSolved(): Refused {
  return refuse(
    'case-not-solved',
    409,
    'Un artículo se hace de un expediente resuelto. Termine primero el expediente.',
    'An article is made from a solved case. Finish the case first.',
  )
}

export function articleFaults(fields: Fields): Refused {
  return new Refused({
    code: 'article-incomplete',
    status: 422,
    es: 'Corrija lo señalado; nada de lo escrito se perdió.',
    en: 'Correct what is marked; nothing that you wrote was lost.',
    fields,
  })
}

function refuse(code: string, status: number, es: string, en: string): Refused {
  return new Refused({ code, status, es, en })
}
