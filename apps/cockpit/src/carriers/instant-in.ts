const wallClock = (at: Date, timeZone: string) =>
  Date.parse(
    `${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at).replace(' ', 'T')}Z`,
  );

/** The instant at which clocks in the zone show that time, '2026-12-01T08:00'; the hour that summer time skips lies after it. */
export function instantIn(local: string, timeZone: string): Date {
  const wanted = Date.parse(`${local}Z`);
  let at = new Date(wanted);
  // The second step is for times close to a change of the clocks.
  for (let step = 0; step < 2; step += 1) at = new Date(at.getTime() + wanted - wallClock(at, timeZone));
  return at;
}
