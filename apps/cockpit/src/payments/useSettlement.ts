import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { ask } from '../api/ask.ts';
import { useActs } from '../api/useActs.ts';
import type { Problem } from '../api/errors.ts';
import type { SettlementDetailQuery, SuggestionsQuery } from '../gql/graphql.ts';
import { orderChanges } from '../live/live.ts';
import {
  BookItem,
  LearnRule,
  MatchItem,
  SettlementDetail,
  Suggestions,
  UndoBooking,
  WriteOffItem,
} from './documents.ts';

type Detail = NonNullable<SettlementDetailQuery['settlement']>;
export type Item = Detail['items']['edges'][number]['node'];
export type Booking = Detail['bookings']['edges'][number]['node'];
export type Suggestion = SuggestionsQuery['matchSuggestions'][number];
const SETTLE_MS = 400;

/** One settlement with its open rows, what is suggested for the chosen one, and what one can do about it. */
export function useSettlement(id: Ref<string>) {
  const settlement = shallowRef<Detail>();
  const problem = ref<Problem>();
  const chosenNo = ref<number>();
  const suggestions = shallowRef<Suggestion[]>([]);
  const acts = useActs();
  const items = computed(() => settlement.value?.items.edges.map(({ node }) => node) ?? []);
  const chosen = computed(() => items.value.find(({ itemNo }) => itemNo === chosenNo.value));
  const key = computed(() => chosen.value && { settlementId: id.value, itemNo: chosen.value.itemNo });

  async function read() {
    const answer = await ask(SettlementDetail, { id: id.value });
    problem.value =
      answer.problem ??
      (answer.data && !answer.data.settlement
        ? { kind: 'not_found', code: 'NOT_FOUND', message: id.value }
        : undefined);
    if (answer.data?.settlement) settlement.value = answer.data.settlement;
    if (!chosen.value) chosenNo.value = items.value[0]?.itemNo;
  }
  watch(id, () => void read(), { immediate: true });
  watch(
    key,
    async (item) => {
      suggestions.value = [];
      if (item) suggestions.value = (await ask(Suggestions, { item })).data?.matchSuggestions ?? [];
    },
    { deep: true },
  );
  // An order that moves may have been paid out of this settlement.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = orderChanges.listen(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void read(), SETTLE_MS);
  });
  onScopeDispose(() => (clearTimeout(timer), stop()));

  const done = async (data: unknown) => void (data && (await read()));
  return {
    settlement,
    items,
    chosen,
    chosenNo,
    suggestions,
    problem,
    acts,
    read,
    bookings: computed(() => settlement.value?.bookings.edges.map(({ node }) => node) ?? []),
    match: async (invoiceId: string) =>
      done(await acts.act(`match-${invoiceId}`, MatchItem, { input: { ...key.value!, invoiceId } })),
    book: async (account: string, isRule: boolean) => {
      const input = { ...key.value!, account };
      return done(await (isRule ? acts.act('book', LearnRule, { input }) : acts.act('book', BookItem, { input })));
    },
    writeOff: async () => done(await acts.act('writeOff', WriteOffItem, { input: key.value! })),
    undo: async (bookingId: string) => done(await acts.act(`undo-${bookingId}`, UndoBooking, { id: bookingId })),
  };
}
