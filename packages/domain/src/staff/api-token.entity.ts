import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Right } from './rights.ts';

const schema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    /** sha256 of the token. */
    tokenHash: p.text().unique(),
    /** The token's last characters, by which its owner knows it. */
    ending: p.text(),
    scopes: p.array().$type<Right[]>(),
    /** What its queries may cost in a minute; a query costs what it may return. */
    pointsPerMinute: p.integer(),
    createdAt: p.datetime(),
    createdBy: p.text(),
    expiresAt: p.datetime().nullable(),
    /** To the minute. */
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

/** A third-party tool's key to the API. */
export class ApiToken extends schema.class {}
schema.setClass(ApiToken);

/** Whether a token opens the door at an instant. */
export const isTokenValid = ({ revokedAt, expiresAt }: ApiToken, now: Date): boolean =>
  !revokedAt && (!expiresAt || expiresAt > now);
