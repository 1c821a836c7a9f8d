/** All work on the bytes of documents, as the rest of the product sees it. */
import type { DocumentFault, DocumentKind } from '../../../../workflows/domain/documents'
import type { Frame } from '../../../../workflows/domain/photoFrame'
import type { Judgement, KeptCopy, Picture } from '../intake/judgement'
import type { Advice } from '../pictures/adviceCodes'

/** Work on files, one at a time for each owner, never on the thread that calls it. */
export interface DocumentWork {
  /**
   * Judges an uploaded file (D13). A file that costs too much is refused for that reason.
   * @param owner id of the account whose files wait for each other
   * @param file path of the file
   */
  judge(owner: string, kind: DocumentKind, file: string): Promise<Judgement>
  /**
   * Holds a stored object to every rule; no faults for one that intake made.
   * @throws DocumentTooCostly
   */
  verify(owner: string, kind: DocumentKind, stored: Source): Promise<DocumentFault[]>
  /**
   * Reads a stored object from before its measurements or its pages were stored with it.
   * @returns null if it can no longer be shown
   * @throws DocumentTooCostly
   */
  readAgain(owner: string, kind: DocumentKind, stored: Source): Promise<KeptCopy | null>
  /**
   * Cuts the photo of the card out of a file that was judged (S36–S39).
   * @throws DocumentTooCostly
   */
  cutPhoto(owner: string, source: Source, frame: Frame): Promise<KeptCopy>
  /**
   * Advice on the photo that is cut out of a picture.
   * @param upright the picture, reduced to a screen's size
   * @throws DocumentTooCostly
   */
  adviceOn(owner: string, upright: () => Promise<Picture>, frame: Frame): Promise<Advice[]>
  /** Ends the threads, even while they work. */
  close(): Promise<void>
}

/** Reads a file. Called when it is its turn, so that waiting takes no memory. */
export type Source = () => Promise<Buffer>

/** One file needs more time or memory than a file may take. */
export class DocumentTooCostly extends Error {
  override readonly name = 'DocumentTooCostly'
  constructor(readonly exceeded: 'overTime' | 'overMemory') {
    super(`Work on a document was ended: ${exceeded}`)
  }
}
