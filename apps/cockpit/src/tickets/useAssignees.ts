import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import { graphql } from '../gql';

const Assignees = graphql(`
  query Assignees {
    assignees {
      id
      name
      role
    }
  }
`);

/** Everybody to whom a ticket can be given. */
export function useAssignees() {
  const { data } = useQuery({ query: Assignees, variables: {} });
  return computed(() => data.value?.assignees ?? []);
}

/** Roles that have tickets of their own. */
export const TEAMS = ['clerk', 'warehouse', 'accounting', 'administrator'] as const;
