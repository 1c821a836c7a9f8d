/** Every code has a sentence with what to do in the catalogues. */
export type Advice = 'dark' | 'bright' | 'blurred' | 'background'
