/** Collects all faults of a file, so that its owner sees them together. */
import { DOCUMENT_FAULT_CODES } from '../../../../workflows/domain/documents'
import type { DocumentFault, DocumentFaultCode } from '../../../../workflows/domain/documents'
import { joinDetails } from '../../../../workflows/domain/faultDetails'

export class FaultList {
  private readonly found = new Map<DocumentFaultCode, { measured: string[]; required: string[] }>()

  /** Adds a fault. Several findings with the same code become one fault that lists them all. */
  add(code: DocumentFaultCode, measured: string, required: string): void {
    const known = this.found.get(code) ?? { measured: [], required: [] }
    this.found.set(code, {
      measured: [...known.measured, measured],
      required: [...known.required, required],
    })
  }

  /** The faults in the order of their codes. */
  sorted(): DocumentFault[] {
    return DOCUMENT_FAULT_CODES.flatMap((code) => {
      const fault = this.found.get(code)
      if (fault === undefined) return []
      return [
        { code, measured: joinDetails(fault.measured), required: joinDetails(fault.required) },
      ]
    })
  }
}
