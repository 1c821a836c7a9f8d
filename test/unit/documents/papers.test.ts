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

  it('S36 D13 a photo as PDF is refused, and any paper as PNG is offered as a JPEG', async () => {
    expect((await judgeDocument('photo', makeReceipt(1))).findings).toEqual([
      { code: 'wrongType', measured: 'pdf', required: 'jpeg' },
    ])
    const png = await sharp(await bareJpeg(60, 80))
      .png()
      .toBuffer()
    expect(await judgeDocument('receipt', png)).toMatchObject({
      outcome: 'fixable',
      findings: [{ code: 'otherFormat', measured: 'png', required: 'jpeg' }],
    })
  })

  it('S40 D13 are taken as JPEG of any size, resolution and colours, without what phones append', async () => {
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
    for (const picture of pictures)
      expect(await judgeDocument('receipt', picture)).toMatchObject({ outcome: 'taken' })
  })

  it('S40 D13 keep nothing of a second file inside the first', async () => {
    const picture = await bareJpeg(100, 100)
    for (const polyglot of [
      Buffer.concat([picture, makeReceipt(1)]),
      withSegment(picture, COM, '<SCRIPT>x</SCRIPT>'),
    ]) {
      const judgement = await judgeDocument('receipt', polyglot)
      if (judgement.outcome !== 'taken') throw new Error(judgement.outcome)
      expect(judgement.copy.bytes.toString('latin1')).not.toMatch(/%PDF|SCRIPT/)
    }
  })

  it('S40 D13 are refused when cut or in a coding that cannot be read, and offered smaller when too large', async () => {
    const picture = await bareJpeg(100, 100)
    expect(await faultsOf(picture.subarray(0, -40))).toMatchObject([{ code: 'damaged' }])
    expect(await faultsOf(withFrameBytes(picture, 0, 0xc3))).toMatchObject([
      { code: 'wrongType', measured: 'coding:3' },
    ])
    expect(await faultsOf(withFrameBytes(picture, 4, 0x46, 0x50, 0x46, 0x50))).toEqual([
      { code: 'tooManyPixels', measured: '18000×18000', required: '250000000' },
    ])
  })

  it('D11 D13 count only what is kept towards the 5 MB', async () => {
    for (const kind of DOCUMENT_KINDS.filter((each) => each !== 'photo')) {
      expect(DOCUMENT_RULES[kind].maxBytes).toBe(5_242_880)
    }
    const padded = Buffer.concat([await bareJpeg(100, 100), Buffer.alloc(6_000_000)])
    expect((await judgeDocument('receipt', padded)).outcome).toBe('taken')
  })

  it('D11 are refused when empty', async () => {
    expect(await faultsOf(Buffer.alloc(0))).toMatchObject([{ code: 'empty' }])
  })
})
