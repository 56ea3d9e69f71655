import { expect, test } from 'vitest';
import { faultNames } from './fault-words.ts';
import { Faults, faultSettings } from './faults.ts';

/** What a fault does on the next occasions. */
const occasions = (faults: Faults, count: number, ...of: Parameters<Faults['take']>): boolean[] =>
  Array.from({ length: count }, () => faults.take(...of));
const on = (settings: unknown): Faults => {
  const faults = new Faults();
  faults.switch(faultSettings.parse(settings));
  return faults;
};

test('all faults are off in the beginning', () => {
  expect(new Faults().list()).toEqual(faultNames.map((name) => ({ name, on: false, happened: 0 })));
});

test.each([
  ['as usual: once', true, [true, false, false]],
  ['three times', 3, [true, true, true]],
  ['twice after one occasion', { times: 2, skip: 1 }, [false, true, true]],
  ['until it is switched off', { times: 'always' }, [true, true, true]],
  ['off', false, [false, false, false]],
])('a fault can be switched on %s', (_, setting, expected) => {
  expect(occasions(on({ unavailable: setting }), 3, 'unavailable')).toEqual(expected);
});

test('some faults last until they are switched off', () => {
  const faults = on({ throttleAll: true });
  expect(occasions(faults, 3, 'throttleAll')).toEqual([true, true, true]);
  faults.switch({ throttleAll: false });
  expect(faults.take('throttleAll')).toBe(false);
});

test('a fault of one operation leaves the others alone', () => {
  const faults = on({ unavailable: { operation: 'getOrder' } });
  expect(faults.take('unavailable', 'searchOrders')).toBe(false);
  expect(faults.take('unavailable', 'getOrder')).toBe(true);
});

test('a value stands as given, or as usual', () => {
  expect(on({ slowAnswer: true }).takeValue('slowAnswer')).toBe(5);
  expect(on({ slowAnswer: { value: 2 } }).takeValue('slowAnswer')).toBe(2);
  expect(new Faults().takeValue('slowAnswer')).toBeUndefined();
});

test('the list tells what is on, and what has happened', () => {
  const faults = on({ unavailable: { times: 2, skip: 1, operation: 'getOrder' }, slowAnswer: { value: 2 } });
  faults.take('slowAnswer');
  const of = (name: string) => faults.list().find((fault) => fault.name === name);
  expect(of('unavailable')).toEqual({
    name: 'unavailable',
    on: true,
    times: 2,
    skip: 1,
    operation: 'getOrder',
    happened: 0,
  });
  expect(of('slowAnswer')).toEqual({ name: 'slowAnswer', on: false, happened: 1 });
});

test.each([
  { sunshine: true },
  { unavailable: 0 },
  { unavailable: { operation: 'sing' } },
  { unavailable: { much: 1 } },
  { signalLost: { operation: 'getOrder' } },
])('%j is no setting', (settings) => {
  expect(faultSettings.safeParse(settings).success).toBe(false);
});
