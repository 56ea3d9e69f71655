import { expect, test } from 'vitest';
import { backOff, ResumeLoop, type Sink } from './resume.ts';

type Item = { cursor: string };

/** A fake socket: every try is kept with the cursor it was opened with; timers run when told. */
function setUp() {
  const tries: { since: string | undefined; sink: Sink<Item>; closed: boolean }[] = [];
  const timers: { ms: number; task: () => void; off: boolean }[] = [];
  const taken: string[] = [];
  let gaps = 0;
  const loop = new ResumeLoop<Item>({
    open(since, sink) {
      const one = { since, sink, closed: false };
      tries.push(one);
      return () => {
        one.closed = true;
      };
    },
    cursorOf: (item) => item.cursor,
    take: (item) => taken.push(item.cursor),
    gap: () => gaps++,
    later(ms, task) {
      const timer = { ms, task, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
    random: () => 0,
  });
  const last = () => tries.at(-1)!;
  const runTimer = () =>
    timers
      .filter((timer) => !timer.off)
      .at(-1)!
      .task();
  return { loop, tries, timers, taken, gaps: () => gaps, last, runTimer };
}

test('goes on after the last cursor once the connection is back', () => {
  const { loop, taken, last, runTimer, tries } = setUp();
  loop.start();
  expect(last().since).toBeUndefined();
  last().sink.item({ cursor: 'b' });
  last().sink.item({ cursor: 'a' }); // cursors have no order: the one received last counts
  last().sink.over();
  runTimer();
  expect(tries).toHaveLength(2);
  expect(last().since).toBe('a');
  last().sink.item({ cursor: 'c' });
  expect(taken).toEqual(['b', 'a', 'c']);
});

test('takes a repeated change only once', () => {
  const { loop, taken, last, runTimer } = setUp();
  loop.start();
  last().sink.item({ cursor: 'x1' });
  last().sink.over();
  runTimer();
  last().sink.item({ cursor: 'x1' });
  last().sink.item({ cursor: 'x2' });
  expect(taken).toEqual(['x1', 'x2']);
});

test('waits longer after each failure and short again after success', () => {
  const { loop, last, timers, runTimer } = setUp();
  loop.start();
  for (let i = 0; i < 3; i++) {
    last().sink.over();
    runTimer();
  }
  last().sink.item({ cursor: 'y' });
  last().sink.over();
  expect(timers.map((timer) => timer.ms)).toEqual([125, 250, 500, 125]);
  expect(backOff(20, () => 1)).toBe(15_000);
});

test('a gap forgets the position and asks for a reload', () => {
  const { loop, last, gaps, timers } = setUp();
  loop.start();
  last().sink.item({ cursor: 'old' });
  last().sink.gap();
  expect(gaps()).toBe(1);
  expect(loop.position()).toBeUndefined();
  loop.anchor('of-the-reloaded-list');
  expect(last().since).toBe('of-the-reloaded-list');
  expect(timers.every((timer) => timer.off)).toBe(true); // anchoring called off the waiting retry
});

test('anchors to the cursor of the first list and not to later ones', () => {
  const { loop, tries, last } = setUp();
  loop.start();
  loop.anchor('list-1');
  expect(tries.map((one) => [one.since, one.closed])).toEqual([
    [undefined, true],
    ['list-1', false],
  ]);
  loop.anchor('list-2');
  expect(tries).toHaveLength(2);
  expect(last().since).toBe('list-1');
});

test('ignores what an abandoned try still says and nothing happens after stop', () => {
  const { loop, taken, tries, timers } = setUp();
  loop.start();
  loop.anchor('list');
  tries[0]!.sink.item({ cursor: 'late' });
  tries[0]!.sink.over();
  loop.stop();
  tries[1]!.sink.item({ cursor: 'later' });
  tries[1]!.sink.over();
  expect(taken).toEqual([]);
  expect(timers).toHaveLength(0);
});

test('tries at once when the network comes back', () => {
  const { loop, tries, last } = setUp();
  loop.start();
  loop.wake();
  expect(tries).toHaveLength(1); // nothing to wake while it is open
  last().sink.over();
  loop.wake();
  expect(tries).toHaveLength(2);
});

test('the first list also closes the hole before changes that came in meanwhile', () => {
  const { loop, taken, last } = setUp();
  loop.start();
  last().sink.item({ cursor: 'y' }); // sent while the list was still being read
  loop.anchor('c');
  expect(last().since).toBe('c');
  last().sink.item({ cursor: 'x' });
  last().sink.item({ cursor: 'y' });
  expect(taken).toEqual(['y', 'x']);
});

test('asks for a reload if the connection broke before any cursor was known', () => {
  const { loop, last, gaps, runTimer } = setUp();
  loop.start();
  loop.connected();
  expect(gaps()).toBe(0);
  last().sink.over();
  runTimer();
  loop.connected();
  loop.connected();
  expect(gaps()).toBe(1);
});
