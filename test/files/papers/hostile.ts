/** PDF files made to harm: with parts that act, too costly to read, or broken. */
import { writePdf } from '../../../deploy/demo/drawing/pdf'
import type { CorpusFile } from '../corpusFile'
import { FOREIGN } from '../corpusFile'
import { WEB_PAGE, archive, drawn, withFlippedBits, withHole } from '../pictures/parts'
import { activePapers } from './hostileActions'
import { costlyPapers } from './hostileBombs'
import { lockedPaper } from './locked'
import { fixableAs, refusedAs, taken, takenAs } from './rows'
import { DRAWING, PAGES, SHEET, changed, paper, statement, streamOf, updated } from './parts'

const blank = fixableAs('blankPage')

/** Two natures in one file. */
const polyglots: CorpusFile[] = [
  refusedAs('wrongType')('a web page before the header', () =>
    Buffer.concat([Buffer.from(WEB_PAGE), paper()]),
  ),
  taken('a script before the header', () =>
    Buffer.concat([Buffer.from(`/*${FOREIGN}*/alert(1)//\n`), paper()]),
  ),
  taken('an archive behind the end of a PDF', () => Buffer.concat([paper(), archive()])),
  taken('a web page behind the end of a PDF', () =>
    Buffer.concat([paper(), Buffer.from(WEB_PAGE)]),
  ),
  taken('a web page in the drawing of a page', () =>
    paper({ drawing: streamOf(`${SHEET}\n% ${WEB_PAGE}`) }),
  ),
  takenAs('foreignContent')('a picture that is also a PDF', async () => {
    const picture = await drawn(300, 400).jpeg().toBuffer()
    return Buffer.concat([picture, paper(), Buffer.from(FOREIGN)])
  }),
  refusedAs('wrongType')('an archive with a PDF inside', () =>
    Buffer.concat([archive(), Buffer.alloc(900), paper()]),
  ),
  refusedAs('wrongType')('a program named as a PDF', () =>
    Buffer.from(`MZ\x90\0${FOREIGN}`.padEnd(4_000, '\0'), 'latin1'),
  ),
]

/** Files that ask for a password, and those with more pages than are read. */
const unreadable: CorpusFile[] = [
  refusedAs('encrypted')('a password to open: RC4 of 40 bits', () => locked('1.3')),
  refusedAs('encrypted')('a password to open: AES of 128 bits', () => locked('1.7')),
  refusedAs('encrypted')('a password to open: AES of 256 bits, revision 5', () =>
    locked('1.7ext3'),
  ),
  refusedAs('encrypted')('a password to open: AES of 256 bits, revision 6', () =>
    lockedPaper('1234', (lock) => ({ drawing: streamOf(lock(SHEET)) })),
  ),
  refusedAs('tooManyPages')('51 pages', () => statement(51)),
  refusedAs('tooManyPages')('5,000 pages', () => writePdf(Array<string>(5_000).fill(SHEET))),
]

/** Files that are damaged, by chance or on purpose. */
const broken: CorpusFile[] = [
  refusedAs('empty')('a receipt without a byte', () => Buffer.alloc(0)),
  refusedAs('damaged')('the mark of a PDF and nothing else', () => Buffer.from('%PDF-')),
  refusedAs('damaged')('the mark of a PDF before a megabyte of zeros', () =>
    Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_000_000)]),
  ),
  ...[0.1, 0.5].map((share) =>
    refusedAs('damaged')(`a PDF cut off at ${share * 100} %`, () => {
      const file = paper()
      return file.subarray(0, file.length * share)
    }),
  ),
  refusedAs('damaged')('a PDF cut off in its cross-references', () => paper().subarray(0, -120)),
  taken('a PDF cut off in its last line', () => paper().subarray(0, -8)),
  blank('a PDF with a hole of zeros in its drawing', () => {
    const file = paper()
    const start = file.indexOf('stream\n') + 7
    return Buffer.from(file).fill(0, start, file.indexOf('endstream'))
  }),
  refusedAs('damaged')('a PDF with a hole of zeros in its structure', () =>
    withHole(paper(), paper().length - 20),
  ),
  refusedAs('damaged')('a PDF with flipped bits', () => withFlippedBits(paper(), 9, 7)),
  blank('a page whose contents are noise', () =>
    paper({ drawing: streamOf(noiseOf(3_000), '/Filter /FlateDecode ') }),
  ),
  blank('a page whose contents are somewhere else', () =>
    changed(paper(), `/Contents ${DRAWING} 0 R`, '/Contents 98 0 R'),
  ),
  blank('an update that empties the page', () => updated(paper(), { [DRAWING]: streamOf('') })),
  refusedAs('damaged')('an update that removes the page', () =>
    updated(paper(), { [PAGES]: ['<< /Type /Pages /Kids [] /Count 0 >>'] }),
  ),
  fixableAs('missingPages')('a number of pages that is not true', () =>
    changed(paper(), '/Count 1 ', '/Count 9 '),
  ),
  taken('a page without a size', () => paper({ box: '0 0 0 0' })),
  blank('a page too flat to be seen', () => paper({ box: '0 0 200 0.001' })),
]

export const hostilePapers: readonly CorpusFile[] = [
  ...activePapers,
  ...polyglots,
  ...unreadable,
  ...costlyPapers,
  ...broken,
]

function locked(pdfVersion: NonNullable<PDFKit.PDFDocumentOptions['pdfVersion']>): Promise<Buffer> {
  return statement(1, { pdfVersion, userPassword: '1234', ownerPassword: 'banka' })
}

/** Bytes without a pattern, the same each time. */
function noiseOf(length: number): Buffer {
  let state = 1
  return Buffer.from(Array.from({ length }, () => (state = (state * 48_271) % 2_147_483_647) & 255))
}
