import { reportLostJobs } from '@kontor/domain/tickets/report-lost-jobs';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, password, type TestApi } from '../testing.ts';

let api: TestApi;
let worker: PgBoss;
beforeAll(async () => {
  api = await openTestApi();
  worker = await api.openQueue('worker');
});
afterAll(async () => {
  await worker.stop({ graceful: false });
  await api.close();
});

const rows = <Row>(sql: string, params: unknown[] = []): Promise<Row[]> => api.ctx().em.execute(sql, params) as never;

/** A job of a database lane that was tried in vain, with its dead letter and the ticket that tells. */
async function lostJob(): Promise<{ name: string; id: string; letter: string }> {
  const [{ name }] = (await rows<{ name: string }>(
    `select name from pgboss.queue where dead_letter is not null order by name limit 1`,
  )) as [{ name: string }];
  const id = (await worker.send(name, { orderId: null }, { retryLimit: 0 }))!;
  await worker.fetch(name);
  await worker.fail(name, id, { message: 'no luck' });
  const [letter] = await rows<{ id: string }>(`select id from pgboss.job where name = 'dead' and source_id = ?`, [id]);
  await reportLostJobs(api.ctx(), [{ id: letter!.id, job: name, data: {}, error: 'no luck' }]);
  return { name, id, letter: letter!.id };
}

const stateOf = async (id: string): Promise<string | undefined> =>
  (await rows<{ state: string }>('select state::text as state from pgboss.job where id = ?', [id]))[0]?.state;
const ticketOf = async (letter: string): Promise<string | undefined> =>
  (await rows<{ status: string }>('select status from ticket where cause = ?', [`job:${letter}`]))[0]?.status;

test('every part of the machinery is named with how it stands', async () => {
  const { data } = await api.graphql<{ health: { area: string; name: string; state: string }[] }>(
    '{ health { area key name state waiting seconds failed inDoubt lastAt nextAt problem } }',
  );
  const areas = new Set(data!.health.map(({ area }) => area));
  expect([...areas].toSorted()).toEqual(['carrier', 'channel', 'effect', 'history', 'queue', 'worker']);
  expect(data!.health).toContainEqual(expect.objectContaining({ area: 'worker', state: 'good' }));
  await rows(`update channel set last_error = 'refused', paused = false`);
  const again = await api.graphql<{ health: object[] }>('{ health { area state problem } }');
  expect(again.data!.health).toContainEqual({ area: 'channel', state: 'failing', problem: 'refused' });
});

test('a job that was given up is listed with its error, runs once more when told to, and its ticket closes', async () => {
  const { name, id, letter } = await lostJob();
  const listed = await api.graphql<{ jobs: { edges: { node: object }[] } }>(
    '{ jobs { totalCount edges { node { id name state attempts attemptsAllowed error } } } }',
  );
  expect(listed.data!.jobs.edges.map(({ node }) => node)).toContainEqual(
    expect.objectContaining({ id, name, state: 'failed', error: 'no luck' }),
  );
  const retry = 'mutation R($name: String!, $id: ID!) { retryJob(name: $name, id: $id) }';
  expect((await api.graphql(retry, { name, id })).data).toEqual({ retryJob: true });
  expect([await stateOf(id), await ticketOf(letter)]).toEqual(['retry', 'closed']);
  const twice = await api.graphql(retry, { name, id });
  expect(twice.errors?.[0]).toMatchObject({ extensions: { rejection: 'job_not_failed' } });
});

test('a job is given up for good only with a reason, by administrators; the reason stays in the history', async () => {
  const { name, id, letter } = await lostJob();
  const discard =
    'mutation D($name: String!, $id: ID!, $reason: String!) { discardJob(name: $name, id: $id, reason: $reason) }';
  const cookie = (await api.signIn('clerk@kontor.test', password)).headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const clerk = await api.graphql(discard, { name, id, reason: 'old' }, { cookie, authorization: '' });
  expect(clerk.errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  const without = await api.graphql(discard, { name, id, reason: ' ' });
  expect(without.errors?.[0]).toMatchObject({ extensions: { rejection: 'note_missing' } });
  expect((await api.graphql(discard, { name, id, reason: 'order was deleted' })).data).toEqual({ discardJob: true });
  expect([await stateOf(id), await ticketOf(letter)]).toEqual([undefined, 'closed']);
  const [kept] = await rows<{ data: object }>(`select data from history where type = 'JobDiscarded'`);
  expect(kept!.data).toEqual({ job: name, id, reason: 'order was deleted' });
});

test('acts that failed or are in doubt are listed until they are done', async () => {
  await rows(
    `insert into effect (id, kind, key, intent, state, attempts, last_error, created_at, updated_at)
     values (gen_random_uuid(), 'mail', 'a', '{}', 'failed', 3, 'no such user', now(), now()),
            (gen_random_uuid(), 'print', 'b', '{}', 'done', 1, null, now(), now())`,
  );
  const { data } = await api.graphql('{ troubledEffects { totalCount edges { node { kind state lastError } } } }');
  expect(data).toEqual({
    troubledEffects: { totalCount: 1, edges: [{ node: { kind: 'mail', state: 'failed', lastError: 'no such user' } }] },
  });
});
