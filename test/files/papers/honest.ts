/** PDF files as banks, scanners, phones and mail programs make them. */
import { makeLossForm, makePoliceLetter, receiptSheet } from '../../../deploy/demo/drawing/papers'
import { writePdf } from '../../../deploy/demo/drawing/pdf'
import type { CorpusFile } from '../corpusFile'
import { drawn } from '../pictures/parts'
import { turkishFont } from './font'
import { broughtAlong, protectedPapers } from './honestPrograms'
import { packedPaper } from './packed'
import {
  DRAWING,
  EXTRA,
  SHEET,
  annotated,
  changed,
  imageOf,
  paper,
  scanOf,
  statement,
  streamOf,
  updated,
  written,
} from './parts'
import { fixableAs, plain } from './rows'

/** Differences before and behind the file itself. */
const wrapped: CorpusFile[] = [
  plain('a web service: blank lines before the header', () => before('\r\n\r\n\r\n')),
  plain('a web service: a byte order mark before the header', () => before('\xef\xbb\xbf')),
  plain('a printer: 1 KiB of its commands before the header', () =>
    before('\x1b%-12345X@PJL SET RESOLUTION=600\r\n'.padEnd(1_019, '\n')),
  ),
  plain('a mail program: zeros behind the end', () => behind('\0'.repeat(4_096))),
  plain('a web service: a few KiB of its log behind the end', () =>
    behind('2026-09-01 10:00:00 INFO dekont\n'.repeat(120)),
  ),
  plain('a program that ends without a line break', () => paper().subarray(0, -1)),
  plain('a program that ends without its mark of the end', () => changed(paper(), '%%EOF\n', '')),
]

/** Structures that differ from the rules of the format. */
const structures: CorpusFile[] = [
  plain('an editor: one update at the end', () =>
    updated(paper(), { [DRAWING]: streamOf(receiptSheet(8)) }),
  ),
  plain('an editor: twenty updates at the end', () => {
    const versions = Array.from({ length: 20 }, (_, index) => receiptSheet(index))
    return versions.reduce((file, sheet) => updated(file, { [DRAWING]: streamOf(sheet) }), paper())
  }),
  plain('a web service: cross-references that are off by some bytes', () =>
    changed(paper(), /startxref\n(\d+)/g, `startxref\n${paper().length - 9}`),
  ),
  plain('a web service: each place in the cross-references is off by three bytes', () =>
    changed(paper(), '%PDF-1.7\n', '%PDF-1.7\n%%\n'),
  ),
  plain('a web service: no cross-references', () =>
    changed(paper(), /xref\n0 \d+\n(\d{10} \d{5} [nf] \n)+/g, ''),
  ),
  plain('a web service: no place of the cross-references', () =>
    changed(paper(), /startxref\n\d+\n/g, ''),
  ),
  plain('a transfer as text: line breaks of Windows', () => changed(paper(), '\n', '\r\n')),
  plain('an old Macintosh: its line breaks', () => changed(paper(), '\n', '\r')),
  plain('a program that states wrong lengths', () =>
    changed(paper(), /\/Length \d+ /g, '/Length 7 '),
  ),
  plain('a newer program: object and cross-reference streams', () => packedPaper({})),
  plain('a newer program: cross-reference streams with a predictor', () =>
    packedPaper({}, { predictor: true }),
  ),
  plain('a bank’s web page: ordered for the web', linearised),
]

/** Sizes and numbers of pages. */
const pages: CorpusFile[] = [
  plain('a bank statement of 30 pages', () => statement(30)),
  plain('a bank statement of 50 pages', () => statement(50)),
  plain('a landscape page', () => statement(1, { layout: 'landscape' })),
  plain('a turned page', () => paper({ page: '/Rotate 90 ' })),
  plain('a page of A5', () => statement(1, { size: 'A5' })),
  plain('a thermal roll of 58 mm', () => statement(1, { size: [164, 1_700], margin: 8 })),
  plain('a page that is smaller than its sheet', () =>
    paper({ page: '/CropBox [30 400 560 830] ' }),
  ),
  plain('a page that takes its size from the pages', () =>
    changed(
      paper({ pages: '/MediaBox [0 0 595 842] ' }),
      '/MediaBox [0 0 595 842] /Contents',
      '/Contents',
    ),
  ),
  plain('a page whose unit is larger than a point', () => paper({ page: '/UserUnit 2.0 ' })),
]

/** Pictures and letters. */
const contents: CorpusFile[] = [
  plain('a scanner: a JPEG as the page', jpegScan),
  plain('a scanner: 1 bit for each pixel', bitScan),
  plain('a scanner: twelve pages', async () => {
    const picture = await drawn(826, 1169).jpeg().toBuffer()
    return written({}, (document) => {
      for (let page = 1; page <= 12; page += 1) {
        if (page > 1) document.addPage()
        document.image(picture, 0, 0, { width: 595 })
      }
    })
  }),
  plain('a bank: its sign as a PNG with alpha', async () => {
    const sign = await drawn(200, 200).ensureAlpha(0.5).png().toBuffer()
    return written({}, (document) => document.image(sign, 48, 200))
  }),
  plain('a bank: its own font with Turkish letters', async () => {
    const font = await turkishFont()
    return written({}, (document) => {
      document.font(font).text('İşlem ücreti: Yakın tanıtım kartı, ĞÜŞİÖÇ ğüşıöç')
    })
  }),
  plain('a picture whose bytes read as names of actions', () => {
    const names = '/JS (a) /JavaScript /Launch /XFA /OpenAction /AA /EmbeddedFile /RichMedia '
    const body = Buffer.alloc(60 * 60 * 3, names, 'latin1')
    return paper({
      resources: `/XObject << /P ${EXTRA} 0 R >> `,
      drawing: streamOf(`${SHEET}\nq 200 0 0 200 100 100 cm /P Do Q`),
      extra: [imageOf(body, 60, 60)],
    })
  }),
  plain('a picture that is named /Launch', () =>
    paper({
      resources: `/XObject << /Launch ${EXTRA} 0 R /JS ${EXTRA} 0 R >> `,
      drawing: streamOf(`${SHEET}\nq 200 0 0 200 100 100 cm /Launch Do Q`),
      extra: [imageOf(Buffer.alloc(300, 9), 10, 10)],
    }),
  ),
  plain('a text that explains JavaScript', () =>
    paper({
      drawing: streamOf(
        `${SHEET}\nBT /F1 11 Tf 48 300 Td (<< /S /JavaScript /JS \\(x\\) >>) Tj ET`,
      ),
    }),
  ),
  plain('an old program: empty lists of scripts and attachments', () =>
    paper({ catalog: '/Names << /JavaScript << /Names [] >> /EmbeddedFiles << /Names [] >> >> ' }),
  ),
  plain('a page with a note in its margin', () =>
    annotated('/Subtype /Text /Contents (Odendi) /Open false'),
  ),
  plain('a page that opens at its top', () =>
    paper({ catalog: '/OpenAction [3 0 R /XYZ 0 842 0] ' }),
  ),
  plain('a page with layers', () =>
    paper({
      catalog: `/OCProperties << /OCGs [${EXTRA} 0 R] /D << /ON [${EXTRA} 0 R] >> >> `,
      resources: `/Properties << /L ${EXTRA} 0 R >> `,
      drawing: streamOf(`/OC /L BDC\n${SHEET}\nEMC`),
      extra: [['<< /Type /OCG /Name (Dekont) >>']],
    }),
  ),
]

/** Papers that the person is asked about. */
const questions: CorpusFile[] = [
  fixableAs('blankPage')('a scanner: the empty back of a page', () => writePdf([SHEET, ''])),
  fixableAs('tooLarge')('a scanner: no compression, over 5 MB', largeScan),
  fixableAs('missingPages')('a page that is not there', () =>
    changed(writePdf([SHEET, SHEET]), '/Kids [6 0 R 8 0 R]', '/Kids [6 0 R 99 0 R]'),
  ),
]

const otherKinds: CorpusFile[] = [
  { ...plain('the form for a lost card', () => makeLossForm(1)), kind: 'lossForm' },
  { ...plain('a letter of the police', () => makePoliceLetter(1)), kind: 'policeLetter' },
]

export const honestPapers: readonly CorpusFile[] = [
  ...protectedPapers,
  ...broughtAlong,
  ...wrapped,
  ...structures,
  ...pages,
  ...contents,
  ...questions,
  ...otherKinds,
]

function before(start: string): Buffer {
  return Buffer.concat([Buffer.from(start, 'latin1'), paper()])
}

function behind(end: string): Buffer {
  return Buffer.concat([paper(), Buffer.from(end, 'latin1')])
}

async function jpegScan(): Promise<Buffer> {
  const [width, height] = [1_240, 1_754]
  const jpeg = await drawn(width, height).jpeg().toBuffer()
  return scanOf(imageOf(jpeg, width, height, '/Filter /DCTDecode '))
}

async function largeScan(): Promise<Buffer> {
  const [width, height] = [1_240, 1_754]
  const pixels = await drawn(width, height).removeAlpha().raw().toBuffer()
  return scanOf(imageOf(pixels, width, height))
}

/** Alternating bars, as a fax shows a page. */
function bitScan(): Buffer {
  const [width, height] = [1_728, 2_200]
  const rows = Buffer.alloc((width / 8) * height)
  for (let at = 0; at < rows.length; at += 1) rows[at] = at % 5_000 < 2_500 ? 0xff : 0x0f
  return scanOf(
    streamOf(
      rows,
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 1 `,
    ),
  )
}

/** Starts with the dictionary by which browsers show the first page early. */
function linearised(): Buffer {
  const length = String(paper().length).padStart(10)
  const start = `%PDF-1.7\n99 0 obj\n<< /Linearized 1 /L ${length} /H [500 60] /O 3 /E 900 /N 1 /T 100 >>\nendobj\n`
  return changed(paper(), '%PDF-1.7\n', start)
}
