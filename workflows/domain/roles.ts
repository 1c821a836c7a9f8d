/** Who uses the system (S74). One account may have several roles. */
export const ROLES = ['staff', 'clerk', 'head', 'projectManager'] as const
export type Role = (typeof ROLES)[number]
