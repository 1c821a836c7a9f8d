/**
 * Photos checked and cleaned per second on one core, compared with only decoding the same bytes
 * with the same settings. The two alternate photo by photo, so that a busy machine slows both
 * equally.
 */
import sharp from 'sharp'
import { inspectDocument } from '../../services/shared/documents/intake/inspectDocument'
import { makeFace } from '../../deploy/demo/drawing/faces'
import { MAX_PIXELS, PHOTO_HEIGHT, PHOTO_WIDTH } from '../../workflows/domain/documents'
import { median } from './median'

export interface PhotoIntake {
  /** Speed of intake relative to the bare decode: the median of all rounds. */
  ratio: number
  intakePerSecond: number
  decodePerSecond: number
}

const PHOTOS = 16
const ROUNDS = 15

type Work = (photo: Buffer) => Promise<void>

export async function measurePhotoIntake(): Promise<PhotoIntake> {
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, seed) => makeFace(seed)))
  const before = sharp.concurrency()
  sharp.concurrency(1)
  sharp.cache(false)
  try {
    await oneRound(photos)
    const rounds: { intake: number; decode: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(photos))
    return {
      ratio: median(rounds.map(({ intake, decode }) => decode / intake)),
      intakePerSecond: PHOTOS / median(rounds.map(({ intake }) => intake)),
      decodePerSecond: PHOTOS / median(rounds.map(({ decode }) => decode)),
    }
  } finally {
    sharp.concurrency(before)
    sharp.cache(true)
  }
}

/** Seconds that each of the two needs for all photos, one photo at a time on one core. */
async function oneRound(photos: readonly Buffer[]): Promise<{ intake: number; decode: number }> {
  const spent = { intake: 0, decode: 0 }
  for (const [index, photo] of photos.entries()) {
    const order: ['intake' | 'decode', Work][] = [
      ['intake', takeIn],
      ['decode', decodeOnly],
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
  const { faults } = await inspectDocument('photo', photo)
  if (faults.length > 0) throw new Error('The bench measures photos that pass')
}

async function decodeOnly(photo: Buffer): Promise<void> {
  await sharp(photo, { failOn: 'warning', limitInputPixels: MAX_PIXELS, sequentialRead: true })
    .extract({ left: 0, top: PHOTO_HEIGHT - 1, width: PHOTO_WIDTH, height: 1 })
    .raw()
    .toBuffer()
}
