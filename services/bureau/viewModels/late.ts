/** The lists behind the figures of what is late. */
import { workListPath } from '../paths'

/** Reviews that are overdue and those due today, of one unit or of all. */
export function lateLists({ unit }: { unit?: string | undefined }): {
  overdue: string
  today: string
} {
  return {
    overdue: workListPath('review', { unitCode: unit, due: 'overdue' }),
    today: workListPath('review', { unitCode: unit, due: 'today' }),
  }
}
