/** Reads the file of a multipart form. Limits are reported at the field. */
import { Transform } from 'node:stream'
import { promisify } from 'node:util'
import type { Request, Response } from 'express'
import multer from 'multer'
import type { StorageEngine } from 'multer'
import { FormRefused, StaleForm } from '../routing/errors'
import { TOKEN_FIELD } from './forms'
import { fileSize, fileSizeOver } from '../texts/format/numbers'
import { removeUpload } from './uploadFolder'
import type { UploadFolder } from './uploadFolder'
import { inPace } from './uploadPace'

/** More than the upload fields of any page. */
const MAX_FILES = 4

export interface UploadRule {
  /** Name of the file input. */
  field: string
  /** Largest file that is read, in bytes. */
  maxBytes: number
}

export interface UploadedFile {
  /** Where the file is until the handler has finished. */
  path: string
  /** Size in bytes. */
  bytes: number
  /**
   * The name on the person's device; only ever shown to that person, never used as a path or key.
   */
  name: string
}

/**
 * Reads the file of a request and leaves its other fields in `req.body`.
 * @throws FormRefused at the file's field if there is no file, it is too large, or the body is cut
 *   off or malformed
 * @throws StaleForm when the form's token is in no header and does not precede the file, which is
 * then not stored
 */
export async function readUpload(
  { field, maxBytes }: UploadRule,
  folder: UploadFolder,
  req: Request,
  res: Response,
): Promise<UploadedFile> {
  const { tokenFollows, isCsrfToken, turnIsOver } = res.locals
  const isProven = () =>
    !tokenFollows || isCsrfToken((req.body as Record<string, unknown> | undefined)?.[TOKEN_FIELD])
  const read = multer({
    storage: filesUpTo(maxBytes + 1, folder),
    limits: { files: MAX_FILES, fields: 20, parts: 24, fieldSize: 10_000 },
    defParamCharset: 'utf8',
    // Called at the head of a file's part, when the fields before it have been read. Without
    // scripts
    // a page sends all files that are chosen on it; only the one of the pressed button is kept.
    fileFilter: (_req, file, accept) =>
      isProven() ? accept(null, file.fieldname === field) : accept(new StaleForm()),
  }).any()
  try {
    turnIsOver()
    await promisify(read)(req, res)
  } catch (error) {
    if (error instanceof StaleForm || !isProven()) throw new StaleForm()
    throw new FormRefused([{ field, key: 'upload.unreadable' }])
  }
  const files = (req.files ?? []) as Express.Multer.File[]
  try {
    if (!isProven()) throw new StaleForm()
    // A body of another type has no files at all.
    const [file, ...others] = files
    if (others.length > 0) throw new FormRefused([{ field, key: 'upload.unreadable' }])
    if (file === undefined || (file.size === 0 && file.originalname === '')) {
      throw new FormRefused([{ field, key: 'upload.missing' }])
    }
    if (file.size > maxBytes) {
      const { language } = res.locals
      const measured = fileSizeOver(file.size, language)
      const required = fileSize(maxBytes, language)
      throw new FormRefused([{ field, key: 'upload.tooLarge', values: { measured, required } }])
    }
    return { path: file.path, bytes: file.size, name: file.originalname }
  } catch (error) {
    await Promise.all(files.map(removeUpload))
    throw error
  }
}

/**
 * Keeps the start of a file on disk and skips the rest. A size limit of multer would also lose the
 * fields after the file, such as the checkbox of S32 in a form sent without scripts.
 */
function filesUpTo(maxBytes: number, folder: UploadFolder): StorageEngine {
  return {
    _handleFile(_req, { stream }, done) {
      const start = firstBytes(maxBytes)
      folder
        .write(stream.pipe(start.kept))
        .then(({ path }) => done(null, { path, size: start.sent() }), done)
    },
    _removeFile(_req, file, done) {
      removeUpload(file).then(() => done(null), done)
    },
  }
}

/** Lets the first bytes through, and counts all that were sent. */
function firstBytes(count: number): { kept: Transform; sent(): number } {
  let sent = 0
  const kept = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const start = chunk.subarray(0, Math.max(0, count - sent))
      sent += chunk.length
      inPace(chunk.length, () => done(null, start))
    },
  })
  return { kept, sent: () => sent }
}
