import type { TypedDocumentNode } from '@urql/core';
import { useMutation } from '@urql/vue';
import type { Acts } from '../api/useActs.ts';
import { graphql } from '../gql';

const HandOver = graphql(`
  mutation HandOverTicket($input: HandOverTicketInput!) {
    handOverTicket(input: $input) {
      ...TicketWhole
    }
  }
`);
const Snooze = graphql(`
  mutation SnoozeTicket($input: SnoozeTicketInput!) {
    snoozeTicket(input: $input) {
      ...TicketWhole
    }
  }
`);
const Priority = graphql(`
  mutation SetTicketPriority($input: SetTicketPriorityInput!) {
    setTicketPriority(input: $input) {
      ...TicketWhole
    }
  }
`);
const Note = graphql(`
  mutation NoteTicket($input: NoteTicketInput!) {
    noteTicket(input: $input) {
      id
    }
  }
`);
const Contact = graphql(`
  mutation ContactCustomer($input: ContactCustomerInput!) {
    contactCustomer(input: $input) {
      id
    }
  }
`);
const Merge = graphql(`
  mutation MergeTickets($input: MergeTicketsInput!) {
    mergeTickets(input: $input) {
      ...TicketWhole
    }
  }
`);
const Check = graphql(`
  mutation CheckOffTicket($input: CheckOffTicketInput!) {
    checkOffTicket(input: $input) {
      ...TicketWhole
    }
  }
`);
const Apply = graphql(`
  mutation ApplyMacro($input: ApplyMacroInput!) {
    applyMacro(input: $input) {
      ...TicketWhole
    }
  }
`);
const Close = graphql(`
  mutation CloseTicket($input: CloseTicketInput!) {
    closeTicket(input: $input) {
      ...TicketWhole
    }
  }
`);

/** What one can do with a ticket. */
export function useDesk({ run }: Acts) {
  function write<Data, Input>(name: string, document: TypedDocumentNode<Data, { input: Input }>) {
    const mutation = useMutation<Data, { input: Input }>(document);
    return (input: Input) => run(name, () => mutation.executeMutation({ input }));
  }
  return {
    handOver: write('handOver', HandOver),
    snooze: write('snooze', Snooze),
    setPriority: write('priority', Priority),
    note: write('note', Note),
    contact: write('contact', Contact),
    merge: write('merge', Merge),
    check: write('check', Check),
    applyMacro: write('macro', Apply),
    close: write('close', Close),
  };
}

export type Desk = ReturnType<typeof useDesk>;
