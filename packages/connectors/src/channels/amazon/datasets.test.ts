import { expect, test } from 'vitest';
import { HttpError } from '../../kit/http-error.ts';
import { noLog } from '../../kit/log.ts';
import { type Dataset, datasetReader, isComplete } from './datasets.ts';

/** Amazon on a day when some data sets are refused; `told` says so in its answer. */
function reader(broken: Dataset[], told = false) {
  let at = 0;
  const calls: Dataset[][] = [];
  const { read } = datasetReader(() => new Date(at), noLog);
  return {
    calls,
    repair: () => void (broken = []),
    pass: (minutes: number) => void (at += minutes * 60_000),
    ask: () =>
      read(async (included) => {
        calls.push(included);
        const refused = included.find((dataset) => broken.includes(dataset));
        if (refused)
          throw new HttpError('400', { status: 400, body: told ? { details: refused } : {}, headers: new Headers() });
        return included.join();
      }),
  };
}

test.each<[Dataset[], boolean, number]>([
  [['PACKAGES'], true, 3],
  [['PACKAGES'], false, 8],
  [['BUYER', 'TAX'], false, 10],
  [['BUYER', 'RECIPIENT', 'PROCEEDS', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX'], false, 16],
])('without %j everything else is read', async (broken, told, most) => {
  const amazon = reader(broken, told);
  const { answer, included } = await amazon.ask();
  expect(included).toHaveLength(7 - broken.length);
  expect(answer).toBe(included.join());
  expect(included.filter((dataset) => broken.includes(dataset))).toEqual([]);
  expect(amazon.calls.length).toBeLessThanOrEqual(most);
  expect(isComplete(included)).toBe(!broken.includes('RECIPIENT'));
});

test('a refused data set is avoided for a while and then asked for again', async () => {
  const amazon = reader(['PACKAGES']);
  await amazon.ask();
  const before = amazon.calls.length;
  amazon.repair();
  expect((await amazon.ask()).included).not.toContain('PACKAGES');
  amazon.pass(16);
  expect((await amazon.ask()).included).toContain('PACKAGES');
  expect(amazon.calls).toHaveLength(before + 2);
});

test('a refusal that goes on without data sets is thrown', async () => {
  const { read } = datasetReader(() => new Date(0), noLog);
  const refusal = new HttpError('400', { status: 400, body: {}, headers: new Headers() });
  await expect(read(() => Promise.reject(refusal))).rejects.toBe(refusal);
});
