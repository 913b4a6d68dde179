/** Namespace of what a manual says and BPMN has no element for. */
export const VENTANILLA = 'urn:ventanilla:bpmn:1'
