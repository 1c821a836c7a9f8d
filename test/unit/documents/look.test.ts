/** Pictures that look the same are found, and no others. */
import sharp from 'sharp'
import { makeFace } from '../../../deploy/demo/drawing/faces'
import { makeReceipt } from '../../../deploy/demo/drawing/papers'
import { readPdf } from '../../../services/shared/documents/pdf/readPdf'
import { isSameLook, lookOf } from '../../../services/shared/documents/pictures/look'
import type { Look } from '../../../services/shared/documents/pictures/look'
import { sample } from '../../support/samples'

const pageOf = async (pdf: Buffer) => (await readPdf(pdf, 1)).pages[0]!.bytes
/** As the record is searched: by a band that both have. */
const isFound = (sought: Look, other: Look) =>
  other.some((band) => sought.includes(band)) && isSameLook(sought, other)

const COPIES: [string, (picture: sharp.Sharp, width: number) => sharp.Sharp][] = [
  ['coded again', (picture) => picture.jpeg({ quality: 60 })],
  ['scaled down', (picture, width) => picture.resize({ width: Math.round(0.8 * width) }).jpeg()],
  ['without colours', (picture) => picture.greyscale().jpeg({ quality: 85 })],
]

describe.each([
  ['receipt', async (seed: number) => pageOf(makeReceipt(seed))],
  ['photo', makeFace],
])('a %s', (_kind, make) => {
  it.each(COPIES)('is found again %s', async (_how, copy) => {
    const original = await make(7)
    const { width } = await sharp(original).metadata()
    const again = await copy(sharp(original), width).toBuffer()
    const [one, other] = [await lookOf(original), await lookOf(again)]
    expect(isFound(one, other)).toBe(true)
  })

  it('does not look like any of twenty others of the same form', async () => {
    const looks: Look[] = []
    for (let seed = 1; seed <= 21; seed++) looks.push(await lookOf(await make(seed)))
    const [sought, ...others] = looks
    expect(others.filter((other) => isFound(sought!, other))).toEqual([])
  })
})

it('a photo is found again turned, with a note how to hold it', async () => {
  const original = await makeFace(7)
  const turned = sharp(original).rotate(90).jpeg({ quality: 85 }).withMetadata({ orientation: 8 })
  expect(isFound(await lookOf(original), await lookOf(await turned.toBuffer()))).toBe(true)
})

it('S29 a receipt is found again scanned upside down, with a note how to hold it', async () => {
  const original = await pageOf(makeReceipt(7))
  const turned = sharp(original).rotate(180).withMetadata({ orientation: 3 }).jpeg({ quality: 80 })
  expect(isFound(await lookOf(original), await lookOf(await turned.toBuffer()))).toBe(true)
})

it('S29 the JPEG of a receipt that another request has as a PDF is found', async () => {
  const [pdf, jpeg] = [await sample('dogru-dekont.pdf'), await sample('dogru-dekont.jpg')]
  expect(isFound(await lookOf(await pageOf(pdf)), await lookOf(jpeg))).toBe(true)
})
