import { graphql } from '../gql';
import type { HealthQuery, JobsQuery, TroubledEffectsQuery } from '../gql/graphql.ts';

export type HealthPart = HealthQuery['health'][number];
export type Job = JobsQuery['jobs']['edges'][number]['node'];
export type TroubledEffect = TroubledEffectsQuery['troubledEffects']['edges'][number]['node'];

export const Health = graphql(`
  query Health {
    health {
      area
      key
      name
      state
      waiting
      seconds
      failed
      inDoubt
      lastAt
      nextAt
      problem
    }
  }
`);

export const Jobs = graphql(`
  query Jobs($after: String, $states: [JobState!]) {
    jobs(first: 50, after: $after, states: $states) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          state
          attempts
          attemptsAllowed
          createdAt
          startedAt
          endedAt
          data
          error
        }
      }
    }
  }
`);

export const TroubledEffects = graphql(`
  query TroubledEffects($after: String) {
    troubledEffects(first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          state
          attempts
          lastError
          updatedAt
          order {
            id
            number
          }
        }
      }
    }
  }
`);

export const RetryJob = graphql(`
  mutation RetryJob($name: String!, $id: ID!) {
    retryJob(name: $name, id: $id)
  }
`);

export const DiscardJob = graphql(`
  mutation DiscardJob($name: String!, $id: ID!, $reason: String!) {
    discardJob(name: $name, id: $id, reason: $reason)
  }
`);

export const RetryTroubledEffect = graphql(`
  mutation RetryTroubledEffect($input: RetryEffectInput!) {
    retryEffect(input: $input) {
      id
      state
    }
  }
`);
