import { listClient } from '../api/client.ts';
import { graphql } from '../gql';

const OrderNumber = graphql(`
  query OrderNumber($id: ID!) {
    order(id: $id) {
      id
      number
    }
  }
`);

let ids: readonly string[] = [];

/** The list one came from, so that an order's page knows its neighbours. */
export function setListContext(listed: readonly string[]) {
  ids = listed;
}

/** Place of an order in that list, counted from 1; undefined if it is not in it. */
export function placeInList(id: string): { place: number; of: number } | undefined {
  const at = ids.indexOf(id);
  return at < 0 ? undefined : { place: at + 1, of: ids.length };
}

/** Number of the order `by` places further, if there is one. */
export async function neighbour(id: string, by: number): Promise<string | undefined> {
  const at = ids.indexOf(id);
  const next = at < 0 ? undefined : ids[at + by];
  if (!next) return undefined;
  const { data } = await listClient.query(OrderNumber, { id: next }).toPromise();
  return data?.order?.number;
}
