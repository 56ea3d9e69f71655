import { reactive, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useActs } from '../api/useActs.ts';
import type { CancelOrderInput, OrderPartInput, RefundOrderInput, Role } from '../gql/graphql.ts';
import { useOrderActions } from '../orders/useOrderActions.ts';
import { useSession } from '../sign-in/session.ts';
import { correctionOf, editableAddress, type EditableAddress } from './correction.ts';
import { queueFilter, type View } from './queue.ts';
import { useDesk, type Desk } from './useDesk.ts';
import { nextTicket, type useTicket } from './useTicket.ts';

type Shown = ReturnType<typeof useTicket>;
type Orders = ReturnType<typeof useOrderActions>;
type Leave = (next: boolean) => Promise<void>;

/** What the clerk has typed and not sent. */
const emptyDraft = () => ({
  address: undefined as EditableAddress | undefined,
  skus: {} as Record<string, string>,
  note: '',
  text: '',
});
type Draft = ReturnType<typeof emptyDraft>;

/** Everything that can be done on the page of a ticket; each write names the state that was looked at. */
export function useTicketActs(number: Ref<string>, view: Ref<View>, shown: Shown) {
  const router = useRouter();
  const acts = useActs(shown.readAgain);
  const orders = useOrderActions(shown.readAgain, acts);
  const desk = useDesk(acts);
  const draft = reactive(emptyDraft());
  watch(number, () => {
    Object.assign(draft, emptyDraft());
    acts.problem.value = undefined;
  });
  watch(
    shown.order,
    (now) => {
      // what the clerk has typed stays
      if (now) draft.address ??= editableAddress(now.shippingAddress);
    },
    { immediate: true },
  );

  async function leave(next: boolean) {
    const to = next ? await nextTicket(number.value, queueFilter(view.value)) : undefined;
    const query = view.value === 'all' ? {} : { view: view.value };
    await router.push(to ? { name: 'ticket', params: { number: to }, query } : { name: 'tickets' });
  }
  const looked = useLooked(shown);
  return {
    ...acts,
    draft,
    seen: looked.seen,
    ...orderActs(shown, looked, orders, draft, leave),
    ...useDeskActs(shown, looked, desk, draft, leave),
  };
}

/** Which state of ticket and order was on the screen when the last write was sent. */
function useLooked({ ticket, order }: Shown) {
  const seen = ref({ order: 0, ticket: 0 });
  const look = () =>
    (seen.value = { order: order.value?.history.length ?? 0, ticket: ticket.value?.history.length ?? 0 });
  return {
    seen,
    onTicket() {
      look();
      return { ticketId: ticket.value!.id, expectedRev: ticket.value!.rev };
    },
    onOrder() {
      look();
      return { orderId: order.value!.id, expectedRev: order.value!.rev };
    },
  };
}
type Looked = ReturnType<typeof useLooked>;

const orderActs = ({ order }: Shown, { onOrder }: Looked, orders: Orders, draft: Draft, leave: Leave) => ({
  async resume(next: boolean) {
    if (!order.value || !draft.address) return;
    const correction = correctionOf(order.value, draft.address, draft.skus, draft.note);
    if (await orders.resume({ ...onOrder(), ...correction })) await leave(next);
  },
  async cancel({ reason, note }: Pick<CancelOrderInput, 'reason' | 'note'>) {
    if (!order.value) return;
    if (await orders.cancel({ ...onOrder(), reason, note: note || draft.note || undefined })) await leave(true);
  },
  refund: (wanted: Pick<RefundOrderInput, 'reason' | 'lines'>) => orders.refund({ ...onOrder(), ...wanted }),
  split: (parts: OrderPartInput[]) => orders.split({ ...onOrder(), parts }),
  addArticle: (line: { sku: string; quantity: number; free: boolean }) =>
    orders.changeLines({ ...onOrder(), add: [line] }),
  changeLines: (change: { lineId: string; quantity: number }[]) => orders.changeLines({ ...onOrder(), change }),
});

function useDeskActs({ ticket }: Shown, { onTicket }: Looked, desk: Desk, draft: Draft, leave: Leave) {
  const { t } = useI18n();
  const router = useRouter();
  const { staff } = useSession();
  return {
    async finish() {
      if (await desk.close({ ...onTicket(), resolution: draft.note.trim() || t('ticket.done') })) await leave(true);
    },
    async snooze(until: Date | null, waitsFor: 'later' | 'customer') {
      if (await desk.snooze({ ...onTicket(), until: until?.toISOString() ?? null, for: waitsFor }))
        await leave(Boolean(until));
    },
    async applyMacro(macroId: string) {
      const action = ticket.value?.macros.find(({ id }) => id === macroId)?.action;
      if ((await desk.applyMacro({ ...onTicket(), macroId })) && action !== 'none') await leave(true);
    },
    async merge(intoNumber: string) {
      if (await desk.merge({ ...onTicket(), intoNumber }))
        await router.push({ name: 'ticket', params: { number: intoNumber.trim() } });
    },
    handOver: (to: { assigneeId?: string; team?: Role }) => desk.handOver({ ...onTicket(), ...to }),
    claim: () => desk.handOver({ ...onTicket(), assigneeId: staff.value!.id }),
    setPriority: (priority: number) => desk.setPriority({ ...onTicket(), priority }),
    check: (item: string, done: boolean) => desk.check({ ...onTicket(), item, done }),
    async write(kind: 'note' | 'contact') {
      const { ticketId } = onTicket();
      if (await desk[kind]({ ticketId, text: draft.text })) draft.text = '';
    },
  };
}
