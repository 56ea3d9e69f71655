import type { Role } from './staff.entity.ts';

/** What somebody may do; also the scopes of an API token. Each mutation asks for one, each query for `read`. */
export const rights = ['read', 'work', 'decide', 'pack', 'refund', 'account', 'administer'] as const;
export type Right = (typeof rights)[number];

/** What each role may do. */
export const rightsOf: Record<Role, readonly Right[]> = {
  administrator: rights,
  clerk: ['read', 'work', 'decide', 'pack', 'refund'],
  accounting: ['read', 'work', 'refund', 'account'],
  warehouse: ['read', 'work', 'pack'],
  reader: ['read'],
};

/** Who has a right, by role. */
export const rolesWith = (right: Right): Role[] =>
  (Object.keys(rightsOf) as Role[]).filter((role) => rightsOf[role].includes(right));
