/** Adds to a copy how its pages look, and for a photo what a clerk may want to look at. */
import type { DocumentKind } from '../../../../workflows/domain/documents'
import { adviceOn } from '../pictures/advice'
import { afterPicture } from '../pictures/cutPhoto'
import { lookOf } from '../pictures/look'
import type { Judgement, KeptCopy } from './judgement'

/** Forms and letters may well look alike. */
const COMPARED: readonly DocumentKind[] = ['photo', 'receipt']

/** The judgement with its copy, if it has one, measured in this way. */
export async function judgedWithLooks(kind: DocumentKind, judged: Judgement): Promise<Judgement> {
  if (judged.outcome === 'taken') return { ...judged, copy: await withLooks(kind, judged.copy) }
  if (judged.outcome === 'refused' || judged.offer.kind !== 'copy') return judged
  return { ...judged, offer: { kind: 'copy', copy: await withLooks(kind, judged.offer.copy) } }
}

export async function withLooks(kind: DocumentKind, copy: KeptCopy): Promise<KeptCopy> {
  const { bytes, measured, pages } = copy
  // Later pages of a receipt are small print.
  const picture = measured.format === 'jpeg' ? bytes : pages[0]?.bytes
  if (picture === undefined || !COMPARED.includes(kind)) return copy
  const look = await lookOf(picture)
  if (measured.format === 'pdf' || kind !== 'photo')
    return { ...copy, measured: { ...measured, look } }
  return { ...copy, measured: { ...measured, look, advice: await adviceOnPhoto(copy) } }
}

async function adviceOnPhoto({ bytes, measured }: KeptCopy) {
  if (measured.format !== 'jpeg' || measured.width === null || measured.height === null) return []
  const { width, height } = measured
  return adviceOn(await afterPicture({ bytes, width, height }, { left: 0, top: 0, width }))
}
