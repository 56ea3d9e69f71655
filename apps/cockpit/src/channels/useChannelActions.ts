import { listClient } from '../api/client.ts';
import { useActs } from '../api/useActs.ts';
import { graphql } from '../gql';
import type { BackfillInput, SetChannelPolicyInput, SetChannelRhythmInput } from '../gql/graphql.ts';

const PauseChannel = graphql(`
  mutation PauseChannel($input: ChannelInput!) {
    pauseChannel(input: $input) {
      id
    }
  }
`);
const ContinueChannel = graphql(`
  mutation ContinueChannel($input: ChannelInput!) {
    continueChannel(input: $input) {
      id
    }
  }
`);
const RunChannelNow = graphql(`
  mutation RunChannelNow($input: ChannelInput!) {
    runChannelNow(input: $input) {
      id
    }
  }
`);
const SetChannelRhythm = graphql(`
  mutation SetChannelRhythm($input: SetChannelRhythmInput!) {
    setChannelRhythm(input: $input) {
      id
    }
  }
`);
const SetChannelPolicy = graphql(`
  mutation SetChannelPolicy($input: SetChannelPolicyInput!) {
    setChannelPolicy(input: $input) {
      id
    }
  }
`);
const StartBackfill = graphql(`
  mutation StartBackfill($input: BackfillInput!) {
    startBackfill(input: $input) {
      id
    }
  }
`);
const StopBackfill = graphql(`
  mutation StopBackfill($input: StopBackfillInput!) {
    stopBackfill(input: $input) {
      id
    }
  }
`);

/** What one can do with a channel; a refused write is kept as `problem` until the next one. */
export function useChannelActions(readAgain: () => void) {
  const { problem, busy, run: write } = useActs();
  const run = async (...what: Parameters<typeof write>) => {
    const isDone = await write(...what);
    readAgain();
    return isDone;
  };
  const on = (channelId: string) => ({ input: { channelId } });

  return {
    problem,
    busy,
    pause: (id: string) => run('pause', () => listClient.mutation(PauseChannel, on(id))),
    goOn: (id: string) => run('pause', () => listClient.mutation(ContinueChannel, on(id))),
    runNow: (id: string) => run('now', () => listClient.mutation(RunChannelNow, on(id))),
    setRhythm: (input: SetChannelRhythmInput) => run('rhythm', () => listClient.mutation(SetChannelRhythm, { input })),
    setPolicy: (input: SetChannelPolicyInput) => run('policy', () => listClient.mutation(SetChannelPolicy, { input })),
    startBackfill: (input: BackfillInput) => run('backfill', () => listClient.mutation(StartBackfill, { input })),
    stopBackfill: (backfillId: string) =>
      run(`stop-${backfillId}`, () => listClient.mutation(StopBackfill, { input: { backfillId } })),
  };
}

export type ChannelActions = ReturnType<typeof useChannelActions>;
