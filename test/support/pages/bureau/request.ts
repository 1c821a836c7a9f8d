/** One request in the bureau, in any state; a saved decision leads here. */
import { AnyPage } from '../anyPage'

export class RequestPage extends AnyPage {
  /** What was just decided, such as “PYK-2026-000123 onaylandı”. */
  decision(): Promise<string> {
    return this.message()
  }
}
