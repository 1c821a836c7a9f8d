import { Schema } from 'mongoose'

/** What the applicant reads for a reason of a rejection (S50), from a time on. */
export interface SentenceVersion {
  tr: string
  en: string
  /** The name of a reason that the head has added; missing in those of the software. */
  label?: { tr: string; en: string }
  /** Clerks cannot choose the reason any more. */
  isRetired: boolean
  /** Account id of the head; null for the first version, which is that of the catalogue. */
  by: string | null
  at: Date
}

/** The sentence of a reason that the head has changed or added, with all it has ever been. */
export interface ReasonSentence {
  /** The code of the reason. */
  _id: string
  /** Oldest first. */
  versions: SentenceVersion[]
}

export const reasonSentenceSchema = new Schema<ReasonSentence>(
  {
    _id: { type: String, required: true },
    versions: {
      type: [
        new Schema<SentenceVersion>(
          {
            tr: { type: String, required: true },
            en: { type: String, required: true },
            label: {
              type: new Schema(
                { tr: { type: String, required: true }, en: { type: String, required: true } },
                { _id: false },
              ),
              default: undefined,
            },
            isRetired: { type: Boolean, required: true },
            by: { type: String, default: null },
            at: { type: Date, required: true },
          },
          { _id: false },
        ),
      ],
      required: true,
    },
  },
  { versionKey: false },
)
