import { graphql } from '../gql';

export const RhythmPreview = graphql(`
  query RhythmPreview($rhythm: RhythmInput!) {
    rhythmPreview(rhythm: $rhythm) {
      problem
      nextTimes
    }
  }
`);

export const BackfillPreview = graphql(`
  query BackfillPreview($input: BackfillInput!) {
    backfillPreview(input: $input) {
      problem
      known
    }
  }
`);

export const PolicyPreview = graphql(`
  query PolicyPreview($input: SetChannelPolicyInput!) {
    policyPreview(input: $input) {
      consequences
    }
  }
`);
