import { defineEntity, p } from '@mikro-orm/postgresql';

export const roles = ['administrator', 'clerk', 'warehouse', 'accounting', 'reader'] as const;
export type Role = (typeof roles)[number];

const staffSchema = defineEntity({
  name: 'Staff',
  tableName: 'staff',
  properties: {
    id: p.uuid().primary(),
    email: p.text().unique(),
    name: p.text(),
    role: p.text().$type<Role>(),
    /** argon2id. */
    passwordHash: p.text().lazy(),
    active: p.boolean().default(true),
  },
});

/** A person who works here. */
export class Staff extends staffSchema.class {}
staffSchema.setClass(Staff);

const sessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    /** sha256 of the cookie's value. */
    tokenHash: p.text().primary(),
    staffId: p.uuid(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** A signed-in browser. */
export class Session extends sessionSchema.class {}
sessionSchema.setClass(Session);
