import type { MikroORM } from '@mikro-orm/postgresql';
import type { PgBoss } from 'pg-boss';

/** What is missing before this installation does its work; empty when it is ready. */
export async function whatIsMissing(orm: MikroORM, boss: PgBoss): Promise<string[]> {
  try {
    const pending = await orm.migrator.getPending();
    const instances = await boss.getInstances();
    const alive = instances.some((instance) => instance.name === 'worker' && instance.live);
    return [...(pending.length ? ['migrations are pending'] : []), ...(alive ? [] : ['no worker is alive'])];
  } catch (error) {
    return [`PostgreSQL does not answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}
