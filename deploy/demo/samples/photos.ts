/** The sample photos: correct ones, and one for each way to be wrong. */
import sharp from 'sharp'
import { PHOTO_DPI, PHOTO_HEIGHT, PHOTO_WIDTH } from '../../../workflows/domain/documents'
import { drawFace, makeFace } from '../drawing/faces'
import { withJfif } from '../drawing/jfif'
import { chooser } from '../drawing/seeded'
import type { Sample } from './sample'

const FACE = 42

export const photos: readonly Sample[] = [
  {
    name: 'dogru-fotograf.jpg',
    kind: 'photo',
    about: '600 × 800 piksel, 300 dpi, JPEG',
    faults: [],
    make: () => makeFace(FACE),
  },
  {
    name: 'dogru-fotograf-exif-ile-donuk.jpg',
    kind: 'photo',
    about: 'Yan kaydedilmiş; EXIF yön bilgisiyle dik durur, ölçü ondan sonra alınır',
    faults: ['foreignContent'],
    make: () => lyingOnItsSide(),
  },
  {
    name: 'fotograf-telefon.jpg',
    kind: 'photo',
    about: 'Telefonla çekilmiş, 3024 × 4032 piksel; portal kesip küçültür',
    faults: ['wrongDimensions', 'wrongDensity', 'foreignContent'],
    make: () => phonePhoto(),
  },
  {
    name: 'yanlis-fotograf-png.jpg',
    kind: 'photo',
    about: 'Adı .jpg yapılmış PNG',
    faults: ['otherFormat', 'wrongDensity'],
    make: async () =>
      sharp(await drawFace(FACE))
        .png()
        .toBuffer(),
  },
  {
    name: 'yanlis-fotograf-buyuk-dosya.jpg',
    kind: 'photo',
    about: "Ölçüsü doğru, dosyası 1 MB'tan büyük",
    faults: ['tooLarge'],
    make: () => oversized(),
  },
  {
    name: 'yanlis-fotograf-olcu.jpg',
    kind: 'photo',
    about: '480 × 640 piksel',
    faults: ['tooFewPixels'],
    make: async () => withJfif(await drawFace(FACE, 480, 640), PHOTO_DPI),
  },
  {
    name: 'yanlis-fotograf-yatay.jpg',
    kind: 'photo',
    about: '800 × 600 piksel, yön bilgisi yok',
    faults: ['tooFewPixels'],
    make: async () =>
      withJfif(
        await sharp(await drawFace(FACE))
          .rotate(90)
          .jpeg()
          .toBuffer(),
        PHOTO_DPI,
      ),
  },
  {
    name: 'yanlis-fotograf-72dpi.jpg',
    kind: 'photo',
    about: '72 dpi',
    faults: ['wrongDensity'],
    make: async () => withJfif(await drawFace(FACE), 72),
  },
  {
    name: 'yanlis-fotograf-tek-eksende-300dpi.jpg',
    kind: 'photo',
    about: 'Yatayda 300, düşeyde 72 dpi',
    faults: ['wrongDensity'],
    make: async () => withJfif(await drawFace(FACE), PHOTO_DPI, 72),
  },
  {
    name: 'yanlis-fotograf-dpi-yok.jpg',
    kind: 'photo',
    about: 'Çözünürlük bilgisi yok; birçok tarayıcı ve düzenleyici böyle kaydeder',
    faults: ['noDensity'],
    make: () => drawFace(FACE),
  },
  {
    name: 'yanlis-fotograf-yarim.jpg',
    kind: 'photo',
    about: 'Sonu kesilmiş dosya',
    faults: ['damaged'],
    make: async () => cut(await makeFace(FACE), 0.6),
  },
  {
    name: 'yanlis-fotograf-cmyk.jpg',
    kind: 'photo',
    about: 'Baskı renkleriyle (CMYK) kaydedilmiş',
    faults: ['wrongColour'],
    make: async () =>
      withJfif(
        await sharp(await drawFace(FACE))
          .toColourspace('cmyk')
          .jpeg()
          .toBuffer(),
        PHOTO_DPI,
      ),
  },
  {
    name: 'yanlis-fotograf-ek-veri.jpg',
    kind: 'photo',
    about: 'Resmin arkasına web sayfası eklenmiş',
    faults: ['foreignContent'],
    make: async () =>
      Buffer.concat([await makeFace(FACE), Buffer.from('<html><body>ek</body></html>')]),
  },
  {
    name: 'yanlis-fotograf-bos.jpg',
    kind: 'photo',
    about: 'Boş dosya',
    faults: ['empty'],
    make: () => Promise.resolve(Buffer.alloc(0)),
  },
  {
    name: 'yanlis-fotograf-birden-cok.jpg',
    kind: 'photo',
    about: 'Ölçüsü ve sonu yanlış; hepsi bir kerede söylenir',
    faults: ['damaged', 'tooFewPixels'],
    make: async () => cut(withJfif(await drawFace(FACE, 300, 400), 96), 0.7),
  },
]

/** As phones save it: large, on its side, with EXIF. */
async function phonePhoto(): Promise<Buffer> {
  return sharp(await drawFace(FACE, 3024, 4032))
    .rotate(-90)
    .withMetadata({ orientation: 6, density: 72 })
    .jpeg({ quality: 80 })
    .toBuffer()
}

/** EXIF orientation 6: must be turned 90° clockwise to be upright. */
async function lyingOnItsSide(): Promise<Buffer> {
  const jpeg = await sharp(await drawFace(FACE))
    .rotate(-90)
    .withMetadata({ orientation: 6, density: PHOTO_DPI })
    .jpeg()
    .toBuffer()
  return withJfif(jpeg, PHOTO_DPI)
}

/** Coarse noise over the portrait, so that JPEG cannot compress it well. */
async function oversized(): Promise<Buffer> {
  const choose = chooser(FACE)
  const pixels = await sharp(await drawFace(FACE))
    .raw()
    .toBuffer()
  const grained = pixels.map((value) => Math.min(255, Math.max(0, value + choose.between(-45, 45))))
  const jpeg = await sharp(grained, {
    raw: { width: PHOTO_WIDTH, height: PHOTO_HEIGHT, channels: 3 },
  })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer()
  return withJfif(jpeg, PHOTO_DPI)
}

function cut(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share))
}
