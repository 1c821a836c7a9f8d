/** The strict rules for the stored photo of a card (S36–S39, D10). */
import type { DocumentFault } from '../../../../workflows/domain/documents'
import { FaultList } from './faultList'
import { addWrongColours, addWrongDensity, addWrongDimensions } from './jpegFaults'
import { addStoredFaults } from './verifyPicture'

/** All faults of a stored photo; empty for one that intake stored. */
export async function verifyPhoto(bytes: Buffer): Promise<DocumentFault[]> {
  const faults = new FaultList()
  const jpeg = await addStoredFaults('photo', bytes, faults)
  if (jpeg !== null) {
    addWrongDensity(jpeg, faults)
    addWrongColours(jpeg, faults)
    addWrongDimensions(jpeg, faults)
  }
  return faults.sorted()
}
