/** The languages of the screens; Turkish is the first. */
export const LANGUAGES = ['tr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
