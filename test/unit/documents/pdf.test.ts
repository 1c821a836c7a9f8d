import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { judgePdf } from '../../../services/shared/documents/intake/judgePdf'
import { fileTypeOf } from '../../../services/shared/documents/intake/fileType'
import type { Judgement, KeptCopy } from '../../../services/shared/documents/intake/judgement'
import { verifyPdf } from '../../../services/shared/documents/intake/verifyPdf'
import { makeReceipt, receiptSheet } from '../../../deploy/demo/drawing/papers'
import { firstExtra, stream, writePdf } from '../../../deploy/demo/drawing/pdf'
import { writeLockedPdf } from '../../../deploy/demo/samples/lockedPdf'
import { DOCUMENT_RULES, MAX_PDF_PAGES } from '../../../workflows/domain/documents'
import { bareJpeg } from '../../support/jpegBuilder'

const SHEET = receiptSheet(7)
const MAX_BYTES = DOCUMENT_RULES.receipt.maxBytes

const judge = (bytes: Buffer) => judgePdf('receipt', bytes)

/** What would be kept of a file; fails if it is refused. */
function copyOf(judgement: Judgement): KeptCopy {
  if (judgement.outcome === 'taken') return judgement.copy
  if (judgement.outcome === 'fixable' && judgement.offer.kind === 'copy')
    return judgement.offer.copy
  throw new Error(`refused: ${JSON.stringify(judgement.findings)}`)
}

/** A file of one page with an annotation, and the objects that it needs. */
function annotated(annotation: string, ...others: string[]): Buffer {
  const plain = writePdf([SHEET], { extra: [annotation, ...others] }).toString('latin1')
  const entry = `/Annots [${firstExtra(1)} 0 R] /Resources`
  return Buffer.from(plain.replace('/Resources', entry), 'latin1')
}

/** Replaces text in a file of another length; PDFium fixes the cross-references. */
function changed(bytes: Buffer, from: string | RegExp, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')
}

describe('a PDF that opens', () => {
  it('S40 D14 is taken as it is, with a sharp picture of each page', async () => {
    const bytes = writePdf([SHEET, receiptSheet(8)])
    const judgement = await judge(bytes)
    expect(judgement).toMatchObject({ outcome: 'taken', findings: [] })
    const copy = copyOf(judgement)
    expect(copy.bytes).toBe(bytes)
    expect(copy.measured).toEqual({ format: 'pdf', pages: 2, notes: [] })
    expect(copy.pages).toHaveLength(2)
    for (const { bytes: picture, width, height } of copy.pages) {
      expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg', width, height })
      expect([width, height]).toEqual([1240, 1755])
    }
    expect(copy.pages[0]!.bytes.equals(copy.pages[1]!.bytes)).toBe(false)
  })

  it('S40 D13 is taken with anything up to 1 KiB before it, padding after it, and an update at its end', async () => {
    const receipt = makeReceipt(1)
    const files = [
      Buffer.concat([Buffer.from('\ufeff\r\n\r\n'), receipt]),
      Buffer.concat([Buffer.alloc(1019, '\n'), receipt]),
      Buffer.concat([receipt, Buffer.alloc(3000)]),
      Buffer.concat([receipt, Buffer.from('9 0 obj\n<< /Type /Font >>\nendobj\n%%EOF\n')]),
      changed(receipt, /startxref\n\d+/, 'startxref\n99'),
      writeLockedPdf(SHEET, ''),
    ]
    for (const file of files) {
      expect(fileTypeOf(file)).toBe('pdf')
      expect(await judge(file)).toMatchObject({ outcome: 'taken' })
    }
  })

  it('S36 is never a file that begins like a picture or a web page', async () => {
    const picture = await bareJpeg(60, 80)
    expect(fileTypeOf(Buffer.concat([picture, makeReceipt(1)]))).toBe('jpeg')
    expect(fileTypeOf(Buffer.concat([Buffer.from('<html>'), makeReceipt(1)]))).toBe('html')
    expect(fileTypeOf(Buffer.concat([Buffer.alloc(1024, '\n'), makeReceipt(1)]))).toBe(
      'unknownType',
    )
  })

  it(`S40 has 1 to ${MAX_PDF_PAGES} pages`, async () => {
    const pages = (count: number) => judge(writePdf(Array.from({ length: count }, () => SHEET)))
    expect(copyOf(await pages(MAX_PDF_PAGES)).pages).toHaveLength(MAX_PDF_PAGES)
    expect(await pages(MAX_PDF_PAGES + 1)).toMatchObject({
      outcome: 'refused',
      findings: [{ code: 'tooManyPages', measured: String(MAX_PDF_PAGES + 1) }],
    })
    expect(await pages(0)).toMatchObject({
      outcome: 'refused',
      findings: [{ code: 'damaged', measured: 'noPages' }],
    })
  })

  it('D14 has pictures of bounded size, whatever the size and number of its pages', async () => {
    const sized = (box: string) => judge(changed(writePdf([SHEET]), '[0 0 595 842]', box))
    for (const box of ['[0 0 14400 14400]', '[0 0 14400 1]', '[0 0 1 14400]', '[0 0 1e9 1e9]']) {
      const [page] = copyOf(await sized(box)).pages
      expect(page!.width * page!.height).toBeLessThanOrEqual(4_420_000)
      expect(Math.min(page!.width, page!.height)).toBeGreaterThanOrEqual(1)
    }
    const many = copyOf(await judge(writePdf(Array.from({ length: 50 }, () => SHEET)))).pages
    const pixels = many.reduce((sum, { width, height }) => sum + width * height, 0)
    expect(pixels).toBeLessThan(57_000_000)
  })

  it('D14 shows what is written into its form', async () => {
    const drawing = '/Type /XObject /Subtype /Form /BBox [0 0 400 600] '
    const filled = annotated(
      `<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [100 100 500 700] /F 4 /AP << /N ${firstExtra(1) + 1} 0 R >> >>`,
      stream('1 0 0 rg 0 0 400 600 re f', drawing),
    )
    const { channels } = await sharp(copyOf(await judge(filled)).pages[0]!.bytes).stats()
    expect(channels[0]!.mean - channels[2]!.mean).toBeGreaterThan(50)
  })
})

describe('a PDF with a question', () => {
  it('D13 asks about each blank page, and keeps the file as it is', async () => {
    const bytes = writePdf([SHEET, '', SHEET, '1 1 1 rg 0 0 595 842 re f'])
    expect(await judge(bytes)).toMatchObject({
      outcome: 'fixable',
      findings: [{ code: 'blankPage', measured: 'blank:2, blank:4' }],
      offer: { kind: 'copy', copy: { bytes, measured: { pages: 4 } } },
    })
  })

  it('D13 asks when fewer pages can be shown than it says', async () => {
    const two = writePdf([SHEET, SHEET])
    const bytes = changed(two, '/Kids [6 0 R 8 0 R]', '/Kids [6 0 R 99 0 R]')
    const judgement = await judge(bytes)
    expect(judgement).toMatchObject({
      outcome: 'fixable',
      findings: [{ code: 'missingPages', measured: '1', required: '2' }],
    })
    expect(copyOf(judgement)).toMatchObject({ bytes, measured: { pages: 1 } })
  })

  it('D11 D13 of more than 5 MB becomes a PDF of its pages that fits', async () => {
    const large = writePdf([SHEET, receiptSheet(8)], { extra: [stream(' '.repeat(MAX_BYTES))] })
    const judgement = await judge(large)
    expect(judgement).toMatchObject({
      outcome: 'fixable',
      findings: [{ code: 'tooLarge', measured: String(large.length), required: '5242880' }],
    })
    const { bytes, measured, pages } = copyOf(judgement)
    expect(bytes.length).toBeLessThanOrEqual(MAX_BYTES)
    expect(measured).toEqual({ format: 'pdf', pages: 2, notes: [] })
    expect(await verifyPdf(bytes)).toEqual([])
    const again = copyOf(await judge(bytes))
    for (const [index, page] of again.pages.entries())
      expect(await differenceOf(page.bytes, pages[index]!.bytes)).toBeLessThan(3)
  })

  it('D11 D13 lowers the quality of its pages until they fit', async () => {
    const noise = await sharp({
      create: {
        width: 1500,
        height: 2100,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 90 },
      },
    })
      .jpeg({ quality: 95 })
      .toBuffer()
    const picture = stream(
      noise.toString('latin1'),
      '/Type /XObject /Subtype /Image /Width 1500 /Height 2100 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode ',
    )
    const sheets = Array.from({ length: 12 }, () => '595 0 0 842 0 0 cm /P Do')
    const bytes = writePdf(sheets, { extra: [picture, stream(' '.repeat(MAX_BYTES))] })
    const resources = `/XObject << /P ${firstExtra(12)} 0 R >> /Font <<`
    const scan = Buffer.from(bytes.toString('latin1').replaceAll('/Font <<', resources), 'latin1')
    const copy = copyOf(await judge(scan))
    expect(copy.bytes.length).toBeLessThanOrEqual(MAX_BYTES)
    expect(await verifyPdf(copy.bytes)).toEqual([])
  })
})

describe('a PDF that is refused', () => {
  it('D13 asks for a password when it is opened', async () => {
    expect(await judge(writeLockedPdf(SHEET, '1234'))).toEqual({
      outcome: 'refused',
      findings: [{ code: 'encrypted', measured: 'Encrypt', required: '–' }],
    })
  })

  it('D13 cannot be opened, or has none of its pages', async () => {
    const receipt = makeReceipt(1)
    const files = [
      receipt.subarray(0, 900),
      Buffer.from('%PDF-1.7\nnothing\n%%EOF'),
      changed(receipt, '/Kids [6 0 R]', '/Kids [9 0 R]'),
    ]
    for (const file of files)
      expect(await judge(file)).toMatchObject({
        outcome: 'refused',
        findings: [{ code: 'damaged' }],
      })
  })

  it('D13 needs far more memory than a receipt, and the next file is read normally', async () => {
    const blanks = deflateSync(Buffer.alloc(300 * 1_048_576, ' '), { level: 1 }).toString('latin1')
    const plain = writePdf([SHEET], { extra: [stream(blanks, '/Filter /FlateDecode ')] })
    const hostile = changed(plain, /\/Contents \d+ 0 R/, `/Contents ${firstExtra(1)} 0 R`)
    expect(await judge(hostile)).toEqual({
      outcome: 'refused',
      findings: [{ code: 'tooCostly', measured: 'overMemory', required: '–' }],
    })
    expect(await judge(makeReceipt(1))).toMatchObject({ outcome: 'taken' })
  }, 30_000)
})

describe('the notes on a PDF', () => {
  const notesOf = async (bytes: Buffer) => {
    const { measured } = copyOf(await judge(bytes))
    return measured.format === 'pdf' ? measured.notes : null
  }
  const link = (action: string) =>
    annotated(`<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << ${action} >> >>`)

  it('D14 say what its reader reports: scripts, attachments, links, programs, media, forms', async () => {
    const script = writePdf([SHEET], {
      catalog: '/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >> ',
    })
    expect(await notesOf(script)).toEqual(['script'])
    const onPage = changed(
      writePdf([SHEET]),
      '/Resources',
      '/AA << /O << /S /JavaScript /JS (x) >> >> /Resources',
    )
    expect(await notesOf(onPage)).toEqual(['script'])
    expect(await notesOf(link('/S /URI /URI (https://example.org)'))).toEqual(['link'])
    expect(await notesOf(link('/S /GoToR /F (//server/share/a.pdf) /D [0 /Fit]'))).toEqual(['link'])
    expect(await notesOf(link('/S /Launch /F (calc.exe)'))).toEqual(['launch'])
    expect(await notesOf(link('/S /GoTo /D [6 0 R /Fit]'))).toEqual([])
    const media = '<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>'
    expect(await notesOf(annotated(media))).toEqual(['media'])
    const form = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [0 0 9 9] >>'
    expect(await notesOf(annotated(form))).toEqual(['form'])
    const xfa = writePdf([SHEET], { catalog: '/AcroForm << /Fields [] /XFA [(a) 7 0 R] >> ' })
    expect(await notesOf(xfa)).toEqual(['dynamicForm'])
  })

  it('D14 say that it is signed, and do not count the signature as a form', async () => {
    const field = firstExtra(1)
    const plain = annotated(
      '<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /V << /Type /Sig /Contents <00> >> >>',
    )
    const signed = changed(
      plain,
      '/Pages 2 0 R',
      `/Pages 2 0 R /AcroForm << /Fields [${field} 0 R] >>`,
    )
    expect(await notesOf(signed)).toEqual(['signature'])
  })
})

describe('a stored PDF', () => {
  it('S40 D11 has no faults if intake took it, and is refused in every other state', async () => {
    expect(await verifyPdf(makeReceipt(1))).toEqual([])
    const codes = async (bytes: Buffer) => (await verifyPdf(bytes)).map(({ code }) => code)
    expect(await codes(writeLockedPdf(SHEET, '1234'))).toEqual(['encrypted'])
    expect(await codes(Buffer.from('%PDF-1.7\nnothing'))).toEqual(['damaged'])
    expect(await codes(writePdf([]))).toEqual(['damaged'])
    const large = writePdf([SHEET], { extra: [stream(' '.repeat(MAX_BYTES))] })
    expect(await codes(large)).toEqual(['tooLarge'])
  })
})

/** Mean difference of two pictures, from 0 to 255. */
async function differenceOf(one: Buffer, other: Buffer): Promise<number> {
  const grey = (bytes: Buffer) =>
    sharp(bytes).resize(300, 400, { fit: 'fill' }).greyscale().raw().toBuffer()
  const [left, right] = await Promise.all([grey(one), grey(other)])
  return left.reduce((sum, value, at) => sum + Math.abs(value - right[at]!), 0) / left.length
}
