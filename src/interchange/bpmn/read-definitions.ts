import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { ImportRefused } from '../notation/report.ts'
import { guardXml, XmlRefused } from '../xml/guard-xml.ts'

/** The tree of a BPMN document that somebody handed in. Throws `ImportRefused` with a sentence where it is none. */
export async function readDefinitions(xml: string): Promise<ModdleElement> {
  try {
    guardXml(xml)
    return (await new BpmnModdle().fromXML(xml)).rootElement
  } catch (error) {
    if (error instanceof XmlRefused) throw new ImportRefused(error.message)
    throw new ImportRefused('El archivo no es BPMN 2.0: exporte el proceso como BPMN 2.0 y vuelva a intentarlo.')
  }
}
