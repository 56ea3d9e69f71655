import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import { graphql } from '../gql';

const FilterChoices = graphql(`
  query FilterChoices {
    channels {
      id
      name
    }
    carriers {
      id
      name
    }
  }
`);

/** The channels and carriers one can filter by. */
export function useFilterChoices() {
  const { data } = useQuery({ query: FilterChoices, requestPolicy: 'cache-first' });
  return {
    channels: computed(() => data.value?.channels ?? []),
    carriers: computed(() => data.value?.carriers ?? []),
  };
}
