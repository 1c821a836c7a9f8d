import { deflateSync } from 'node:zlib'
import { inspectDocument } from '../../../services/shared/documents/intake/inspectDocument'
import { endPdfReader } from '../../../services/shared/documents/pdf/pdfThread'
import { makeReceipt, receiptSheet } from '../../../deploy/demo/drawing/papers'
import { firstExtra, stream, writePdf } from '../../../deploy/demo/drawing/pdf'
import { writeLockedPdf } from '../../../deploy/demo/samples/lockedPdf'

const SHEET = receiptSheet(7)

async function faultsOf(bytes: Buffer) {
  return (await inspectDocument('receipt', bytes)).faults
}

/** An object stream, in which PDF writers pack objects since 2003. */
function objectStream(content: string, entries = '/Filter /FlateDecode'): string {
  return stream(
    deflateSync(Buffer.from(content, 'latin1')).toString('latin1'),
    `/Type /ObjStm /N 1 /First 4 ${entries} `,
  )
}

/**
 * A page that draws the same million empty instructions a thousand times; the file has only a few
 * kilobytes.
 */
function endlessPdf(): Buffer {
  const million = deflateSync(Buffer.from('q Q '.repeat(500_000))).toString('latin1')
  const form = stream(
    million,
    '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode ',
  )
  const plain = writePdf(['/X Do '.repeat(1_000)], { extra: [form] }).toString('latin1')
  return Buffer.from(
    plain.replace('/Font <<', `/XObject << /X ${firstExtra(1)} 0 R >> /Font <<`),
    'latin1',
  )
}

afterAll(endPdfReader)

describe('a PDF', () => {
  it('S40 has 1 to 20 pages', async () => {
    const pages = (count: number) => writePdf(Array.from({ length: count }, () => SHEET))
    expect(await faultsOf(pages(1))).toEqual([])
    expect(await faultsOf(pages(20))).toEqual([])
    expect(await faultsOf(pages(21))).toEqual([
      { code: 'tooManyPages', measured: '21', required: '20' },
    ])
    expect(await faultsOf(pages(0))).toEqual([
      { code: 'damaged', measured: 'noPages', required: 'PDF' },
    ])
  })

  it('S40 is refused when cut, when its pages are missing, and when only its first line is PDF', async () => {
    const receipt = makeReceipt(1)
    for (const share of [0.1, 0.5, 0.9]) {
      expect(await faultsOf(receipt.subarray(0, receipt.length * share))).toMatchObject([
        { code: 'damaged', measured: expect.stringMatching(/^noEnd:/) },
      ])
    }
    const pageless = Buffer.from(
      receipt.toString('latin1').replace('/Kids [6 0 R]', '/Kids [9 0 R]'),
      'latin1',
    )
    expect(await faultsOf(pageless)).toEqual([
      { code: 'damaged', measured: 'missingPage:1', required: 'PDF' },
    ])
    expect(await faultsOf(Buffer.from('%PDF-1.7\nnothing\n%%EOF'))).toMatchObject([
      { code: 'damaged' },
    ])
  })

  it('S40 is refused when encrypted, with or without a password to open it', async () => {
    const encrypted = [{ code: 'encrypted', measured: 'Encrypt', required: '–' }]
    expect(await faultsOf(writeLockedPdf(SHEET, '1234'))).toEqual(encrypted)
    expect(await faultsOf(writeLockedPdf(SHEET, ''))).toEqual(encrypted)
  })

  it('S40 is refused with active content, however its name is spelled', async () => {
    const active: [string, string][] = [
      ['/OpenAction << /S /JavaScript /JS (x) >> ', 'script'],
      ['/OpenAction << /S /Java#53cript /JS (x) >> ', 'script'],
      ['/OpenAction<</S/Launch/F(calc.exe)>> ', 'launch'],
      ['/AcroForm << /XFA [] >> ', 'dynamicForm'],
      ['/Names << /EmbeddedFiles << /Names [] >> >> ', 'attachment'],
    ]
    for (const [catalog, measured] of active) {
      expect(await faultsOf(writePdf([SHEET], { catalog }))).toEqual([
        { code: 'activeContent', measured, required: '–' },
      ])
    }
    const attachment = writePdf([SHEET], { extra: [stream('x', '/Type /EmbeddedFile ')] })
    expect(await faultsOf(attachment)).toMatchObject([
      { code: 'activeContent', measured: 'attachment' },
    ])
  })

  it('S40 is refused with active content inside compressed objects, or with objects that cannot be decompressed', async () => {
    const packed = (object: string) => faultsOf(writePdf([SHEET], { extra: [object] }))
    const script = '9 0 << /S /JavaScript /JS (x) >>'
    expect(await packed(objectStream('9 0 << /Type /Font >>'))).toEqual([])
    expect(await packed(objectStream(script))).toMatchObject([
      { code: 'activeContent', measured: 'script' },
    ])
    expect(await packed(objectStream(script, '/Filter [ /FlateDecode ]'))).toMatchObject([
      { measured: 'script' },
    ])
    const hidden = [
      objectStream(script, '/Filter [/FlateDecode /ASCIIHexDecode]'),
      objectStream(script, '/Filter /FlateDecode /DecodeParms << /Predictor 12 >>'),
      objectStream(script, '/Filter 9 0 R'),
      objectStream(script, '/Filter /FlateDecode /X (>> stream)'),
      stream('no deflated data', '/Type /Obj#53tm /Filter /FlateDecode '),
      objectStream(' '.repeat(17 * 1_048_576)),
    ]
    for (const object of hidden)
      expect(await packed(object)).toMatchObject([
        { code: 'activeContent', measured: 'hiddenObjects' },
      ])
  })

  it('S40 passes with links, and with names that only start like active ones', async () => {
    const harmless =
      '/OpenAction [6 0 R /Fit] /JavaScriptless 1 /Launcher 2 /PieceInfo << /EncryptMetadata true >> '
    expect(await faultsOf(writePdf([SHEET], { catalog: harmless }))).toEqual([])
  })

  it('S40 is refused if reading it needs far more memory than a receipt, and the next file is read normally', async () => {
    const blanks = deflateSync(Buffer.alloc(300 * 1_048_576, ' '), { level: 1 }).toString('latin1')
    const plain = writePdf([SHEET], { extra: [stream(blanks, '/Filter /FlateDecode ')] }).toString(
      'latin1',
    )
    const hostile = Buffer.from(
      plain.replace(/\/Contents \d+ 0 R/, `/Contents ${firstExtra(1)} 0 R`),
      'latin1',
    )
    expect(await faultsOf(hostile)).toMatchObject([{ code: 'damaged' }])
    expect(await faultsOf(makeReceipt(1))).toEqual([])
  }, 30_000)

  it('S40 that stalls its reader causes a named error and does not block other files', async () => {
    let turns = 0
    const clock = setInterval(() => (turns += 1), 100)
    await expect(faultsOf(endlessPdf())).rejects.toMatchObject({ name: 'PdfReaderStalled' })
    clearInterval(clock)
    expect(turns).toBeGreaterThan(20)
    expect(await faultsOf(makeReceipt(1))).toEqual([])
  }, 30_000)

  it('S40 gets all its faults reported at once', async () => {
    const catalog = '/OpenAction << /S /JavaScript /JS (x) >> '
    const pages = Array.from({ length: 22 }, () => SHEET)
    const wrong = writePdf(pages, { catalog, extra: [stream(' '.repeat(5_242_880))] })
    expect((await faultsOf(wrong)).map(({ code }) => code)).toEqual([
      'tooLarge',
      'tooManyPages',
      'activeContent',
    ])
  })
})

it('the number of the first extra object follows those of the pages', () => {
  expect(writePdf([SHEET, SHEET], { extra: ['<< /Mark true >>'] }).toString('latin1')).toContain(
    `${firstExtra(2)} 0 obj\n<< /Mark true >>`,
  )
})
