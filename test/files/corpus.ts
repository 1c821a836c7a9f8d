/** All files of the corpus: honest ones that must become right, hostile ones that must do no harm. */
import type { CorpusFile } from './corpusFile'
import { honestPapers } from './papers/honest'
import { hostilePapers } from './papers/hostile'
import { honestPictures } from './pictures/honest'
import { hostilePictures } from './pictures/hostile'

export const honestFiles: readonly CorpusFile[] = [...honestPictures, ...honestPapers]
export const hostileFiles: readonly CorpusFile[] = [...hostilePictures, ...hostilePapers]
