/** Pictures as phones, scanners and programs make them. */
import sharp from 'sharp'
import { withJfif } from '../../../deploy/demo/drawing/jfif'
import { COM, withExif, withSegment } from '../../support/jpegBuilder'
import type { CorpusFile } from '../corpusFile'
import {
  bitmap,
  contentCredentials,
  drawn,
  film,
  fitting,
  furtherPictures,
  noise,
  samsungTrailer,
  withTail,
  xmp,
} from './parts'
import {
  cleanedPhoto,
  fixableAs,
  fixablePhoto,
  fixableReceipt,
  takenPhoto,
  takenReceipt,
} from './rows'

const bare = (options: sharp.JpegOptions = {}) => drawn(600, 800).jpeg(options).toBuffer()

/** Photos that keep every rule; whatever is next to the picture is dropped. */
const fittingPhotos: CorpusFile[] = [
  takenPhoto('a photographer: JFIF 300 dpi', () => fitting()),
  takenPhoto('a photographer: progressive coding', async () =>
    withJfif(await bare({ progressive: true }), 300),
  ),
  takenPhoto('a photographer: full colour resolution', async () =>
    withJfif(await bare({ chromaSubsampling: '4:4:4', quality: 95 }), 300),
  ),
  takenPhoto('a scanner: shades of grey', async () =>
    withJfif(await drawn(600, 800).toColourspace('b-w').jpeg().toBuffer(), 300),
  ),
  takenPhoto('a scanner: 118 dots per centimetre', async () =>
    withJfif(await bare(), 118, 118, 'centimetre'),
  ),
  takenPhoto('a camera: EXIF alone', async () =>
    withExif(await bare(), { x: [300, 1], y: [300, 1], unit: 2 }),
  ),
  takenPhoto('a camera: EXIF without a unit', async () =>
    withExif(await bare(), { x: [300, 1], y: [300, 1] }),
  ),
  takenPhoto('a phone held sideways: turned by EXIF', async () =>
    withExif(await drawn(800, 600).jpeg().toBuffer(), {
      orientation: 6,
      x: [300, 1],
      y: [300, 1],
      unit: 2,
    }),
  ),
  takenPhoto('Photoshop: a colour profile', async () =>
    withJfif(await drawn(600, 800).withIccProfile('srgb').jpeg().toBuffer(), 300),
  ),
  takenPhoto('a program that fills up with FF before a marker', async () => {
    const file = await fitting()
    return Buffer.concat([file.subarray(0, 2), Buffer.from([0xff, 0xff]), file.subarray(2)])
  }),
  cleanedPhoto('Photoshop: editing notes', async () =>
    withSegment(await fitting(), 0xed, 'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x04abcd'),
  ),
  cleanedPhoto('Photoshop: its mark of quality', async () =>
    withSegment(await fitting(), 0xec, 'Ducky\0\x01\0\x04\0\0\0\x50'),
  ),
  cleanedPhoto('GIMP: its comment', async () =>
    withSegment(await fitting(), COM, 'Created with GIMP'),
  ),
  cleanedPhoto('a Turkish comment in Windows-1254', async () =>
    withSegment(await fitting(), COM, 'Foto\xf0raf st\xfcdyosu \xdd\xfe\xfdk'),
  ),
  cleanedPhoto('a Turkish comment in UTF-8', async () =>
    withSegment(await fitting(), COM, Buffer.from('Fotoğraf stüdyosu Işık')),
  ),
  cleanedPhoto('a long comment', async () => withSegment(await fitting(), COM, 'x'.repeat(60_000))),
  cleanedPhoto('a Samsung: its trailer', async () => withTail(await fitting(), samsungTrailer())),
  cleanedPhoto('an iPhone: a second picture behind the first', async () =>
    furtherPictures(await fitting(1), await fitting(2)),
  ),
  cleanedPhoto('a Pixel: a gain map for bright screens', async () =>
    furtherPictures(
      withSegment(await fitting(), 0xe1, xmp('<hdrgm:Version>1.0</hdrgm:Version>')),
      await sharp(await fitting())
        .resize(150, 200)
        .greyscale()
        .jpeg()
        .toBuffer(),
    ),
  ),
  cleanedPhoto('a phone: a film behind the picture', async () => withTail(await fitting(), film())),
  cleanedPhoto('an editor: content credentials', async () =>
    withSegment(await fitting(), 0xeb, contentCredentials()),
  ),
  cleanedPhoto('a camera: notes of its maker in a segment of its own', async () =>
    withSegment(await fitting(), 0xe4, Buffer.alloc(2_000, 0x33)),
  ),
  cleanedPhoto('a camera: a thumbnail in JFIF', async () =>
    withSegment(
      await fitting(),
      0xe0,
      Buffer.concat([Buffer.from('JFXX\0\x13\x10\x10', 'latin1'), Buffer.alloc(768, 9)]),
    ),
  ),
  cleanedPhoto('a printer program: FlashPix', async () =>
    withSegment(
      await fitting(),
      0xe2,
      Buffer.concat([Buffer.from('FPXR\0', 'latin1'), Buffer.alloc(90)]),
    ),
  ),
  cleanedPhoto('a memory card: zeros behind the end', async () =>
    withTail(await fitting(), Buffer.alloc(4_096)),
  ),
  cleanedPhoto('a mail program: a line break behind the end', async () =>
    withTail(await fitting(), '\r\n'),
  ),
]

/** Photos that are offered in the form that the card needs. */
const otherPhotos: CorpusFile[] = [
  fixableAs('noDensity')('a messenger: no resolution', () => bare()),
  fixableAs('wrongDensity')('a web page: 72 dpi', async () => withJfif(await bare(), 72)),
  fixableAs('wrongDensity')('a scanner: 300 × 72 dpi', async () => withJfif(await bare(), 300, 72)),
  fixableAs('wrongDimensions')('a phone of 12 megapixels', () =>
    drawn(3024, 4032).jpeg().toBuffer(),
  ),
  fixableAs('wrongDimensions')('a phone of 12 megapixels held sideways', async () =>
    withExif(await drawn(4032, 3024).jpeg().toBuffer(), { orientation: 8 }),
  ),
  fixableAs('wrongDimensions')('a landscape picture', () => drawn(2000, 1200).jpeg().toBuffer()),
  fixableAs('wrongColour')('a print shop: CMYK', () =>
    drawn(600, 800).toColourspace('cmyk').jpeg().toBuffer(),
  ),
  fixableAs('wrongColour')('an iPhone: the profile Display P3', async () =>
    withJfif(await drawn(600, 800).withIccProfile('p3').jpeg().toBuffer(), 300),
  ),
  fixableAs('tooLarge')('a camera: little compression', () => noise(1800, 2400, 97)),
  fixableAs('otherFormat')('a screenshot: PNG', () => drawn(1080, 1920).png().toBuffer()),
  fixableAs('otherFormat')('a program: PNG with palette', () =>
    drawn(900, 1200).png({ palette: true }).toBuffer(),
  ),
  fixableAs('otherFormat')('a program: PNG in passes', () =>
    drawn(900, 1200).png({ progressive: true }).toBuffer(),
  ),
  fixableAs('otherFormat')('a program: PNG with a clear background', () =>
    drawn(900, 1200).ensureAlpha(0.5).png().toBuffer(),
  ),
  fixableAs('otherFormat')('a web page: WebP', () => drawn(900, 1200).webp().toBuffer()),
  fixableAs('otherFormat')('a web page: AVIF', () =>
    drawn(600, 800).avif({ effort: 0 }).toBuffer(),
  ),
  fixableAs('otherFormat')('a scanner: TIFF', () =>
    drawn(900, 1200).tiff({ compression: 'lzw' }).toBuffer(),
  ),
  fixableAs('otherFormat')('an old program: BMP', () => bitmap(600, 800)),
  fixableAs('otherFormat')('a web page: GIF', () => drawn(600, 800).gif().toBuffer()),
  fixablePhoto('a small picture that is still large enough', () =>
    drawn(640, 900).jpeg().toBuffer(),
  ),
]

/** Receipts that are pictures. */
const receipts: CorpusFile[] = [
  takenReceipt('a photographed receipt', () => drawn(1200, 1600).jpeg().toBuffer()),
  takenReceipt('a photographed receipt of 12 megapixels', () =>
    drawn(3024, 4032).jpeg({ quality: 75 }).toBuffer(),
  ),
  fixableReceipt('the screenshot of a bank’s app: PNG', () => drawn(1080, 2340).png().toBuffer()),
  fixableReceipt('the screenshot of a web page: WebP', () => drawn(1200, 900).webp().toBuffer()),
  fixableReceipt('a scanned receipt: TIFF', () =>
    drawn(1240, 1754).toColourspace('b-w').tiff({ compression: 'deflate' }).toBuffer(),
  ),
  fixableReceipt('a receipt over 5 MB', () => noise(2400, 3200, 97)),
]

export const honestPictures: readonly CorpusFile[] = [...fittingPhotos, ...otherPhotos, ...receipts]
