import { Customer } from '@kontor/domain/customers/customer.entity';
import { newId } from '@kontor/domain/kernel/id';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  const people = [
    { name: 'Jörg Groß', email: 'joerg@example.org' },
    { name: 'Ada Klein', company: 'Groß & Söhne 100%' },
    { name: 'Uwe Wolf', email: 'uwe_wolf@example.org' },
  ];
  for (const [index, one] of people.entries())
    await api.ctx().em.insert(Customer, {
      id: newId(),
      number: `K-${index + 1}`,
      createdAt: new Date(Date.UTC(2026, 10, 1 + index)),
      ...one,
    });
});
afterAll(() => api.close());

async function found(search: string | null): Promise<string[]> {
  const { data } = await api.graphql<{ customers: { edges: { node: { number: string } }[] } }>(
    'query C($search: String) { customers(search: $search) { edges { node { number orderCount } } } }',
    { search },
  );
  return data!.customers.edges.map(({ node }) => node.number);
}

test('customers are listed newest first and found by parts of name, company, e-mail and number, taken literally', async () => {
  expect(await found(null)).toEqual(['K-3', 'K-2', 'K-1']);
  expect(await found('groß')).toEqual(['K-2', 'K-1']);
  expect(await found('100%')).toEqual(['K-2']);
  expect(await found('uwe_')).toEqual(['K-3']);
  expect(await found('r_g')).toEqual([]);
  expect(await found(' k-1 ')).toEqual(['K-1']);
});
