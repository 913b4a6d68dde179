/** A manual to begin from: it reads without a finding, so that what is wrong later is the writer's own. */
export function blankManual({
  institution,
  calendar,
}: {
  readonly institution: string
  readonly calendar: string
}): string {
  return `---
manual: XXX-MNP-01
título: Título del manual
institución: ${institution}
versión: 1
calendario: ${calendar}
---

# OBJETIVO

Diga para qué sirve este manual.

# ALCANCE

Diga a quiénes obliga.

# NORMAS

1. Escriba aquí la primera norma general.

## PROCEDIMIENTO No. 1. NOMBRE DEL PROCEDIMIENTO

| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |
|---|---|---|---|
| Dependencia / Recepcionista | 1 | Recibe la solicitud y la pasa al Técnico. | 30 minutos |
| Dependencia / Técnico | 2 | Revisa la solicitud. ¿Está completa? | 1 día hábil |
| | 2.1 | SÍ. (Continúa en paso 3). | |
| | 2.2 | NO. Anota lo que falta. (Regresa a paso 1). | |
| | 3 | Entrega lo pedido. (Fin). | 30 minutos |

- Procedimiento, Inicio: solicitud «Nombre del trámite» por portal, ventanilla.
- Paso 2, Límite: 3 vueltas; al exceder, escala a Dependencia / Recepcionista.
- Paso 3, Conformidad: solicitante.
`
}
