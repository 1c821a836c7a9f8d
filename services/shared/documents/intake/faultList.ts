/** Collects all faults of a file, so that its owner sees them together. */
import { DOCUMENT_FAULT_CODES } from '../../../../workflows/domain/documents'
import type { DocumentFault, DocumentFaultCode } from '../../../../workflows/domain/documents'
import { joinDetails } from '../../../../workflows/domain/faultDetails'

const MOST_LISTED = 20

export class FaultList {
  private readonly found = new Map<DocumentFaultCode, { measured: string[]; required: string[] }>()

  /**
   * Adds a fault. Several findings with the same code become one fault that lists them, up to
   * twenty: a hostile file may have thousands.
   */
  add(code: DocumentFaultCode, measured: string, required: string): void {
    const known = this.found.get(code) ?? { measured: [], required: [] }
    this.found.set(code, known)
    if (known.measured.length >= MOST_LISTED) return
    known.measured.push(measured)
    known.required.push(required)
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
