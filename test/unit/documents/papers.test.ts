import sharp from 'sharp'
import { judgeDocument } from '../../../services/shared/documents/intake/judgeDocument'
import { makeLossForm, makePoliceLetter, makeReceipt } from '../../../deploy/demo/drawing/papers'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { DOCUMENT_KINDS, DOCUMENT_RULES } from '../../../workflows/domain/documents'
import type { DocumentKind } from '../../../workflows/domain/documents'
import { COM, bareJpeg, withFrameBytes, withSegment } from '../../support/jpegBuilder'

async function faultsOf(bytes: Buffer) {
  return (await judgeDocument('receipt', bytes)).findings
}

describe('receipts and the papers for a lost card', () => {
  it('S40 S61 S62 are taken as PDF', async () => {
    const papers = { receipt: makeReceipt, lossForm: makeLossForm, policeLetter: makePoliceLetter }
    for (const [kind, make] of Object.entries(papers)) {
      expect(await judgeDocument(kind as DocumentKind, make(1))).toMatchObject({
        outcome: 'taken',
        copy: { measured: { format: 'pdf', pages: 1 } },
      })
    }
  })

  it('S36 a photo as PDF is refused, and any paper as PNG', async () => {
    expect((await judgeDocument('photo', makeReceipt(1))).findings).toEqual([
      { code: 'wrongType', measured: 'pdf', required: 'jpeg' },
    ])
    const png = await sharp(await bareJpeg(60, 80))
      .png()
      .toBuffer()
    expect(await faultsOf(png)).toEqual([
      { code: 'wrongType', measured: 'png', required: 'jpeg, pdf' },
    ])
  })

  it('S40 pass as JPEG of any size, resolution and colours, with the data that phones append', async () => {
    const pictures = [
      await bareJpeg(1200, 90),
      withJfif(await bareJpeg(3000, 4000), 72),
      await sharp(await bareJpeg(100, 100))
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer(),
      withSegment(await bareJpeg(100, 100), 0xeb, 'JPEG XT data'),
      Buffer.concat([await bareJpeg(100, 100), await bareJpeg(50, 50)]),
    ]
    for (const picture of pictures) expect(await faultsOf(picture)).toEqual([])
  })

  it('S40 are refused as polyglots', async () => {
    const picture = await bareJpeg(100, 100)
    const hiding = (bytes: Buffer) => faultsOf(bytes)
    expect(await hiding(Buffer.concat([picture, makeReceipt(1)]))).toEqual([
      { code: 'foreignContent', measured: 'pdf', required: 'JPEG' },
    ])
    expect(await hiding(withSegment(picture, COM, '<SCRIPT>x</SCRIPT>'))).toEqual([
      { code: 'foreignContent', measured: 'html', required: 'JPEG' },
    ])
  })

  it('S40 are refused when cut, in rare codings, and with more pixels than can be shown', async () => {
    const picture = await bareJpeg(100, 100)
    expect(await faultsOf(picture.subarray(0, -40))).toMatchObject([{ code: 'damaged' }])
    expect(await faultsOf(withFrameBytes(picture, 0, 0xc9))).toContainEqual(
      expect.objectContaining({ code: 'unsupportedCoding', measured: 'coding:9' }),
    )
    expect(await faultsOf(withFrameBytes(picture, 4, 0x2e, 0xe0, 0x2e, 0xe0))).toEqual([
      { code: 'tooManyPixels', measured: '12000×12000', required: '50000000' },
    ])
  })

  it('D11 are refused above 5 MB, by one byte, in every format', async () => {
    for (const kind of DOCUMENT_KINDS.filter((each) => each !== 'photo')) {
      expect(DOCUMENT_RULES[kind].maxBytes).toBe(5_242_880)
    }
    const grownTo = (size: number, bytes: Buffer) =>
      Buffer.concat([bytes, Buffer.alloc(size - bytes.length)])
    const picture = await bareJpeg(100, 100)
    expect(await faultsOf(grownTo(5_242_880, picture))).toEqual([])
    expect(await faultsOf(grownTo(5_242_881, picture))).toEqual([
      { code: 'tooLarge', measured: '5242881', required: '5242880' },
    ])
  })

  it('D11 are refused when empty', async () => {
    expect(await faultsOf(Buffer.alloc(0))).toMatchObject([{ code: 'empty' }])
  })
})
