/**
 * Photos that fit and photos that are put right, per second on one core, each compared with the
 * bare call of the image library on the same bytes. The two alternate photo by photo, so that a
 * busy machine slows both equally.
 */
import sharp from 'sharp'
import { judgePhoto } from '../../services/shared/documents/intake/judgePhoto'
import { cutPhoto } from '../../services/shared/documents/pictures/cutPhoto'
import { drawFace, makeFace } from '../../deploy/demo/drawing/faces'
import { MAX_PIXELS, PHOTO_HEIGHT, PHOTO_WIDTH } from '../../workflows/domain/documents'
import { proposedFrame } from '../../workflows/domain/photoFrame'
import { median } from './median'

export interface PhotoWork {
  /** Speed relative to the bare call: the median of all rounds. */
  ratio: number
  perSecond: number
  barePerSecond: number
}

const PHOTOS = 16
const PHONE_PHOTOS = 4
const PHONE = { width: 3024, height: 4032 }
const ROUNDS = 15

type Work = (photo: Buffer) => Promise<unknown>

/** Judging a photo that fits, against decoding it. */
export async function measurePhotoIntake(): Promise<PhotoWork> {
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, seed) => makeFace(seed)))
  return compare(photos, takeIn, decodeOnly)
}

/** Cutting the photo of the card out of a phone's, against a resize to the same size. */
export async function measurePhotoFixing(): Promise<PhotoWork> {
  const photos = await Promise.all(
    Array.from({ length: PHONE_PHOTOS }, (_, seed) => drawFace(seed, PHONE.width, PHONE.height)),
  )
  return compare(photos, (photo) => cutPhoto(photo, proposedFrame(PHONE)), resizeOnly)
}

async function compare(photos: readonly Buffer[], ours: Work, bare: Work): Promise<PhotoWork> {
  const before = sharp.concurrency()
  sharp.concurrency(1)
  sharp.cache(false)
  try {
    await oneRound(photos, ours, bare)
    const rounds: { ours: number; bare: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(photos, ours, bare))
    return {
      ratio: median(rounds.map((round) => round.bare / round.ours)),
      perSecond: photos.length / median(rounds.map((round) => round.ours)),
      barePerSecond: photos.length / median(rounds.map((round) => round.bare)),
    }
  } finally {
    sharp.concurrency(before)
    sharp.cache(true)
  }
}

/** Seconds that each of the two needs for all photos, one photo at a time on one core. */
async function oneRound(photos: readonly Buffer[], ours: Work, bare: Work) {
  const spent = { ours: 0, bare: 0 }
  for (const [index, photo] of photos.entries()) {
    const order: ['ours' | 'bare', Work][] = [
      ['ours', ours],
      ['bare', bare],
    ]
    for (const [name, work] of index % 2 === 0 ? order : order.reverse())
      spent[name] += await secondsOf(work, photo)
  }
  return spent
}

async function secondsOf(work: Work, photo: Buffer): Promise<number> {
  const began = process.hrtime.bigint()
  await work(photo)
  return Number(process.hrtime.bigint() - began) / 1e9
}

async function takeIn(photo: Buffer): Promise<void> {
  const { outcome } = await judgePhoto(photo)
  if (outcome !== 'taken') throw new Error('The bench measures photos that fit')
}

async function decodeOnly(photo: Buffer): Promise<void> {
  await sharp(photo, { failOn: 'warning', limitInputPixels: MAX_PIXELS, sequentialRead: true })
    .extract({ left: 0, top: PHOTO_HEIGHT - 1, width: PHOTO_WIDTH, height: 1 })
    .raw()
    .toBuffer()
}

async function resizeOnly(photo: Buffer): Promise<void> {
  await sharp(photo).resize(PHOTO_WIDTH, PHOTO_HEIGHT).jpeg({ quality: 92 }).toBuffer()
}
