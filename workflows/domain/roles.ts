/** The roles of users (S74). One account may have several. */
export const ROLES = ['staff', 'clerk', 'head', 'projectManager'] as const
export type Role = (typeof ROLES)[number]
