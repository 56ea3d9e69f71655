import { reactive, ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useActs } from '../api/useActs.ts';
import { useOrderActions } from '../orders/useOrderActions.ts';
import { useSession } from '../sign-in/session.ts';
import { cancelReasonOf, correctionOf, editableAddress, type EditableAddress } from './correction.ts';
import { queueFilter, type View } from './queue.ts';
import { useDesk } from './useDesk.ts';
import { nextTicket, type useTicket } from './useTicket.ts';

type Shown = ReturnType<typeof useTicket>;

/** What the clerk has typed and not sent. */
const emptyDraft = () => ({
  address: undefined as EditableAddress | undefined,
  skus: {} as Record<string, string>,
  note: '',
  text: '',
});

/** Everything that can be done on the page of a ticket; each write names the state that was looked at. */
export function useTicketActs(number: Ref<string>, view: Ref<View>, { ticket, order, readAgain }: Shown) {
  const router = useRouter();
  const { t } = useI18n();
  const { staff } = useSession();
  const acts = useActs(readAgain);
  const orders = useOrderActions(readAgain, acts);
  const desk = useDesk(acts);
  const draft = reactive(emptyDraft());
  /** How much of both histories was on the screen when the last write was sent. */
  const seen = ref({ order: 0, ticket: 0 });
  watch(number, () => {
    Object.assign(draft, emptyDraft());
    acts.problem.value = undefined;
  });
  watch(
    order,
    (now) => {
      // what the clerk has typed stays
      if (now) draft.address ??= editableAddress(now.shippingAddress);
    },
    { immediate: true },
  );

  function look() {
    seen.value = { order: order.value?.history.length ?? 0, ticket: ticket.value?.history.length ?? 0 };
    const { id: ticketId, rev: expectedRev } = ticket.value!;
    return { ticketId, expectedRev };
  }
  const onOrder = () => ({ orderId: order.value!.id, expectedRev: order.value!.rev });

  async function leave(next: boolean) {
    const to = next ? await nextTicket(number.value, queueFilter(view.value)) : undefined;
    const query = view.value === 'all' ? {} : { view: view.value };
    await router.push(to ? { name: 'ticket', params: { number: to }, query } : { name: 'tickets' });
  }

  return {
    ...acts,
    draft,
    seen,
    async resume(next: boolean) {
      if (!order.value || !draft.address) return;
      look();
      const correction = correctionOf(order.value, draft.address, draft.skus, draft.note);
      if (await orders.resume({ ...onOrder(), ...correction })) await leave(next);
    },
    async cancel(note: string) {
      if (!order.value) return;
      look();
      const reason = cancelReasonOf(order.value.holdReasons);
      if (await orders.cancel({ ...onOrder(), reason, note: note || draft.note || undefined })) await leave(true);
    },
    async finish() {
      if (await desk.close({ ...look(), resolution: draft.note.trim() || t('ticket.done') })) await leave(true);
    },
    async snooze(until: Date | null, waitsFor: 'later' | 'customer') {
      if (await desk.snooze({ ...look(), until: until?.toISOString() ?? null, for: waitsFor }))
        await leave(Boolean(until));
    },
    async applyMacro(macroId: string) {
      if ((await desk.applyMacro({ ...look(), macroId })) && ticket.value?.status !== 'open') await leave(true);
    },
    async merge(intoNumber: string) {
      if (await desk.merge({ ...look(), intoNumber }))
        await router.push({ name: 'ticket', params: { number: intoNumber.trim() } });
    },
    handOver: (to: { assigneeId?: string; team?: 'clerk' | 'warehouse' | 'accounting' | 'administrator' }) =>
      desk.handOver({ ...look(), ...to }),
    claim: () => desk.handOver({ ...look(), assigneeId: staff.value!.id }),
    setPriority: (priority: number) => desk.setPriority({ ...look(), priority }),
    check: (item: string, done: boolean) => desk.check({ ...look(), item, done }),
    async write(kind: 'note' | 'contact') {
      const { ticketId } = look();
      if (await desk[kind]({ ticketId, text: draft.text })) draft.text = '';
    },
    addArticle(line: { sku: string; quantity: number; free: boolean }) {
      look();
      return orders.changeLines({ ...onOrder(), add: [line] });
    },
    changeLines(change: { lineId: string; quantity: number }[]) {
      look();
      return orders.changeLines({ ...onOrder(), change });
    },
  };
}
