/** A carrier's message cannot be read: it is kept, a human looks. The message names the line where there is one. */
export class UnreadableReturn extends Error {
  override name = 'UnreadableReturn';
}
