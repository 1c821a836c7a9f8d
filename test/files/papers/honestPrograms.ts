/** PDF files with locks, signatures, forms and attachments, as programs of banks write them. */
import type { CorpusFile } from '../corpusFile'
import { turkishFont } from './font'
import { lockedPaper } from './locked'
import {
  CATALOG,
  EXTRA,
  SHEET,
  drawReceipt,
  paper,
  statement,
  streamOf,
  updated,
  written,
} from './parts'
import { noted, plain } from './rows'

const ownerOnly = (pdfVersion: NonNullable<PDFKit.PDFDocumentOptions['pdfVersion']>) =>
  statement(1, { pdfVersion, ownerPassword: 'banka', permissions: { printing: 'highResolution' } })

/** An owner password restricts what programs offer; the file opens without one. */
export const protectedPapers: CorpusFile[] = [
  plain('a bank: owner password, RC4 of 40 bits', () => ownerOnly('1.3')),
  plain('a bank: owner password, RC4 of 128 bits', () => ownerOnly('1.4')),
  plain('a bank: owner password, AES of 128 bits', () => ownerOnly('1.7')),
  plain('a bank: owner password, AES of 256 bits, revision 5', () => ownerOnly('1.7ext3')),
  plain('a bank: owner password, AES of 256 bits, revision 6', () =>
    lockedPaper('', (lock) => ({ drawing: streamOf(lock(SHEET)) })),
  ),
]

/** What a file contains besides its pages; the clerk sees a note about it (D14). */
export const broughtAlong: CorpusFile[] = [
  noted('signature')('a bank: signed', () => signed(paper(SIGNATURE))),
  noted('signature')('a bank: signed in an update', () => {
    const [field, value] = SIGNATURE.extra
    return signed(
      updated(paper(), {
        [CATALOG]: [`<< /Type /Catalog /Pages 2 0 R ${SIGNATURE.catalog}>>`],
        [EXTRA]: field!,
        [EXTRA + 1]: value!,
      }),
    )
  }),
  noted('attachment')('an e-document: PDF/A-3 with its XML', async () => {
    const font = await turkishFont()
    return written({ subset: 'PDF/A-3b', pdfVersion: '1.7' }, (document) => {
      drawReceipt(document.font(font))
      document.file(Buffer.from('<Invoice><ID>1</ID></Invoice>'), INVOICE)
    })
  }),
  noted('form')('an office: a form that was filled in', () =>
    written({}, (document) => {
      drawReceipt(document)
      document.initForm()
      document.formText('ad', 48, 200, 200, 20, { value: 'Deniz' })
      document.formCheckbox('onay', 48, 240, 20, 20, {})
    }),
  ),
  noted('link')('a bank: a link to its web page', () =>
    written({}, (document) => {
      drawReceipt(document)
      document.link(48, 200, 200, 20, 'https://www.example.org/')
    }),
  ),
  plain('a bank: bookmarks', () =>
    written({}, (document) => {
      drawReceipt(document)
      document.outline.addItem('Dekont').addItem('Tutar')
    }),
  ),
  plain('a public office: tagged for screen readers', () =>
    written({ tagged: true, lang: 'tr-TR', pdfVersion: '1.7' }, (document) => {
      const part = document.struct('Document')
      document.addStructure(part)
      part.add(document.struct('P', {}, () => drawReceipt(document)))
      part.end()
    }),
  ),
  plain('an archive: PDF/A-1', async () => {
    const font = await turkishFont()
    return written({ subset: 'PDF/A-1b', pdfVersion: '1.4' }, (document) => {
      drawReceipt(document.font(font))
    })
  }),
]

const INVOICE = {
  name: 'fatura.xml',
  type: 'application/xml',
  creationDate: new Date(0),
  modifiedDate: new Date(0),
  relationship: 'Source',
}

/** The field of a signature that nothing shows, and a PKCS#7 block that stands for one. */
const SIGNATURE = {
  catalog: `/AcroForm << /Fields [${EXTRA} 0 R] /SigFlags 3 >> `,
  extra: [
    [
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Imza) /Rect [0 0 0 0] /F 132 /P 3 0 R /V ${EXTRA + 1} 0 R >>`,
    ],
    [
      '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 0000000000 0000000000 0000000000] ',
      `/Contents <30820bb806092a864886f70d010702${'0'.repeat(6_000)}> /M (D:20260901100000+03'00') >>`,
    ],
  ],
}

/** Fills in which bytes the signature covers: all but its own. */
function signed(file: Buffer): Buffer {
  const start = file.indexOf('/Contents <3082') + '/Contents '.length
  const end = file.indexOf('>', start) + 1
  const range = [start, end, file.length - end].map((place) => String(place).padStart(10, '0'))
  const text = file.toString('latin1')
  return Buffer.from(
    text.replace(/\/ByteRange \[[^\]]*\]/, `/ByteRange [0 ${range.join(' ')}]`),
    'latin1',
  )
}
