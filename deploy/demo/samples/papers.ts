/** The sample papers: receipts and the two forms for a lost card, right and wrong. */
import { DOCUMENT_RULES, MAX_PDF_PAGES } from '../../../workflows/domain/documents'
import { makeLossForm, makePoliceLetter, makeReceipt, receiptSheet } from '../drawing/papers'
import { firstExtra, stream, writePdf } from '../drawing/pdf'
import { writeLockedPdf } from './lockedPdf'
import type { Sample } from './sample'
import { scanOf } from './scan'

const SEED = 42
const ATTACHMENT = firstExtra(1)

export const papers: readonly Sample[] = [
  {
    name: 'dogru-dekont.pdf',
    kind: 'receipt',
    about: 'PDF dekont',
    faults: [],
    make: () => makeReceipt(SEED),
  },
  {
    name: 'dogru-dekont.jpg',
    kind: 'receipt',
    about: 'Taranmış dekont, JPEG',
    faults: [],
    make: () => scanOf(makeReceipt(SEED)),
  },
  {
    name: 'dogru-kayip-formu.pdf',
    kind: 'lossForm',
    about: 'Kayıp Tanıtım Kartı Bildirim Formu',
    faults: [],
    make: () => makeLossForm(SEED),
  },
  {
    name: 'dogru-emniyet-yazisi.pdf',
    kind: 'policeLetter',
    about: 'Emniyet/Jandarma Bildirim Yazısı',
    faults: [],
    make: () => makePoliceLetter(SEED),
  },
  {
    name: 'dogru-dekont-sahip-parolali.pdf',
    kind: 'receipt',
    about: 'Yalnız sahip parolası olan PDF: parola sormadan açılır',
    faults: [],
    make: () => writeLockedPdf(receiptSheet(SEED), ''),
  },
  {
    name: 'yanlis-dekont-bos-sayfa.pdf',
    kind: 'receipt',
    about: 'İkinci sayfası boş PDF',
    faults: ['blankPage'],
    make: () => writePdf([receiptSheet(SEED), '']),
  },
  {
    name: 'yanlis-dekont-word.pdf',
    kind: 'receipt',
    about: 'Adı .pdf yapılmış Word dosyası',
    faults: ['wrongType'],
    make: () => Buffer.from('PK\x03\x04\x14\0\x06\0\x08\0word/document.xml', 'latin1'),
  },
  {
    name: 'yanlis-dekont-parolali.pdf',
    kind: 'receipt',
    about: 'Parolayla açılan PDF (parolası 1234)',
    faults: ['encrypted'],
    make: () => writeLockedPdf(receiptSheet(SEED), '1234'),
  },
  {
    name: 'yanlis-dekont-buyuk-dosya.pdf',
    kind: 'receipt',
    about: "5 MB'tan büyük PDF; sayfalarının resimlerinden küçük bir PDF önerilir",
    faults: ['tooLarge'],
    make: () =>
      writePdf([receiptSheet(SEED)], {
        extra: [stream(' '.repeat(DOCUMENT_RULES.receipt.maxBytes))],
      }),
  },
  {
    name: 'yanlis-dekont-cok-sayfa.pdf',
    kind: 'receipt',
    about: 'Elli bir sayfalık PDF',
    faults: ['tooManyPages'],
    make: () =>
      writePdf(Array.from({ length: MAX_PDF_PAGES + 1 }, (_, page) => receiptSheet(SEED + page))),
  },
  {
    name: 'dogru-dekont-betik.pdf',
    kind: 'receipt',
    about: 'Kod taşıyan PDF; kod burada çalışmaz, memura bildirilir',
    faults: [],
    make: () =>
      writePdf([receiptSheet(SEED)], {
        catalog:
          '/Names << /JavaScript << /Names [(betik) << /S /JavaScript /JS (app.beep\\(0\\)) >>] >> >> ',
      }),
  },
  {
    name: 'dogru-dekont-ekli-dosya.pdf',
    kind: 'receipt',
    about: 'İçine başka dosya konmuş PDF; ek gösterilmez, memura bildirilir',
    faults: [],
    make: () =>
      writePdf([receiptSheet(SEED)], {
        catalog: `/Names << /EmbeddedFiles << /Names [(ek.txt) ${ATTACHMENT + 1} 0 R] >> >> `,
        extra: [
          stream('ek', '/Type /EmbeddedFile '),
          `<< /Type /Filespec /F (ek.txt) /EF << /F ${ATTACHMENT} 0 R >> >>`,
        ],
      }),
  },
  {
    name: 'yanlis-dekont-yarim.pdf',
    kind: 'receipt',
    about: 'Sonu kesilmiş PDF',
    faults: ['damaged'],
    make: () => makeReceipt(SEED).subarray(0, 900),
  },
]
