import type { ApiContext } from '../context.ts';

/** 'staff:<id>' and 'token:<id>' with the name instead of the id. */
export async function nameActor(actor: string, loaders: ApiContext['loaders']): Promise<string> {
  const [, kind, id] = /^(staff|token):(.+)$/.exec(actor) ?? [];
  if (!kind || !id) return actor;
  const known = await (kind === 'staff' ? loaders.staff : loaders.token).load(id);
  return `${kind}:${known?.name ?? id}`;
}
