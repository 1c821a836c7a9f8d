/**
 * What the pool's threads do, one function for each task. Loaded by each thread from `dist`, with
 * one object as its argument; files arrive as paths or as bytes.
 */
import { readFile } from 'node:fs/promises'
import type { DocumentKind } from '../../../../workflows/domain/documents'
import { judgeDocument } from '../intake/judgeDocument'
import type { KeptCopy } from '../intake/judgement'
import { judgedWithLooks, withLooks } from '../intake/withLooks'
import { verifyDocument } from '../intake/verifyDocument'
import { adviceOn as advise } from '../pictures/advice'
import { afterPicture, cutPhoto as cut } from '../pictures/cutPhoto'
import type { Picture } from '../intake/judgement'
import type { Frame } from '../../../../workflows/domain/photoFrame'
import { asBuffer } from './bytes'

export async function judge({ kind, file }: { kind: DocumentKind; file: string }) {
  return judgedWithLooks(kind, await judgeDocument(kind, await readFile(file)))
}

/** @returns the photo of the card */
export async function cutPhoto({ bytes, frame }: { bytes: Uint8Array; frame: Frame }) {
  return withLooks('photo', await cut(asBuffer(bytes), frame))
}

/** @returns advice on the part of a picture that is in the frame */
export async function adviceOn({ upright, frame }: { upright: Picture; frame: Frame }) {
  return advise(await afterPicture({ ...upright, bytes: asBuffer(upright.bytes) }, frame))
}

export function verify({ kind, bytes }: { kind: DocumentKind; bytes: Uint8Array }) {
  return verifyDocument(kind, asBuffer(bytes))
}

export async function readAgain({
  kind,
  bytes,
}: {
  kind: DocumentKind
  bytes: Uint8Array
}): Promise<KeptCopy | null> {
  const judgement = await judgeDocument(kind, asBuffer(bytes))
  if (judgement.outcome === 'taken') return judgement.copy
  return judgement.outcome === 'fixable' && judgement.offer.kind === 'copy'
    ? judgement.offer.copy
    : null
}
