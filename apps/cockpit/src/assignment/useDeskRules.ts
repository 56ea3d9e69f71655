import { useMutation, useQuery } from '@urql/vue';
import { computed } from 'vue';
import { problemOf } from '../api/errors.ts';
import { useActs } from '../api/useActs.ts';
import { graphql } from '../gql';
import type {
  DeskRulesQuery,
  SaveAssignmentRuleInput,
  SaveChecklistInput,
  SaveMacroInput,
  SaveOfficeHoursInput,
} from '../gql/graphql.ts';

graphql(`
  fragment OfficeHoursFields on OfficeHours {
    timeZone
    days {
      weekday
      from
      to
    }
    region
    closedDays
  }
`);

const DeskRules = graphql(`
  query DeskRules {
    assignmentRules {
      id
      position
      kind
      reason
      channel {
        id
        name
      }
      team
      assignee {
        id
        name
      }
      ticketPriority
      dueMinutes
      active
      rev
    }
    macros {
      id
      name
      reasons
      note
      resolution
      action
      active
      rev
    }
    checklists {
      reason
      rev
      items {
        id
        text
        required
      }
    }
    officeHours {
      ...OfficeHoursFields
    }
    channels {
      id
      name
    }
    assignees {
      id
      name
      role
    }
  }
`);
const SaveAssignment = graphql(`
  mutation SaveAssignmentRule($input: SaveAssignmentRuleInput!) {
    saveAssignmentRule(input: $input) {
      id
    }
  }
`);
const RemoveAssignment = graphql(`
  mutation RemoveAssignmentRule($id: ID!) {
    removeAssignmentRule(id: $id) {
      id
    }
  }
`);
const SaveMacro = graphql(`
  mutation SaveMacro($input: SaveMacroInput!) {
    saveMacro(input: $input) {
      id
    }
  }
`);
const SaveChecklist = graphql(`
  mutation SaveChecklist($input: SaveChecklistInput!) {
    saveChecklist(input: $input) {
      reason
    }
  }
`);

const SaveOffice = graphql(`
  mutation SaveOfficeHours($input: SaveOfficeHoursInput!) {
    saveOfficeHours(input: $input) {
      ...OfficeHoursFields
    }
  }
`);

export type Assignment = DeskRulesQuery['assignmentRules'][number];
export type MacroRow = DeskRulesQuery['macros'][number];
export type ChecklistRow = DeskRulesQuery['checklists'][number];

/** Who gets tickets, the macros and the checklists, and how to change them. */
export function useDeskRules() {
  const asked = useQuery({ query: DeskRules, variables: {}, requestPolicy: 'network-only' });
  const readAgain = () => void asked.executeQuery({ requestPolicy: 'network-only' });
  const acts = useActs(readAgain);
  const assignment = useMutation(SaveAssignment);
  const removal = useMutation(RemoveAssignment);
  const macro = useMutation(SaveMacro);
  const checklist = useMutation(SaveChecklist);
  const office = useMutation(SaveOffice);
  return {
    ...acts,
    readAgain,
    data: computed(() => asked.data.value),
    readProblem: computed(() => problemOf(asked.error.value)),
    saveAssignment: (input: SaveAssignmentRuleInput) =>
      acts.run('assignment', () => assignment.executeMutation({ input })),
    removeAssignment: (id: string) => acts.run('remove', () => removal.executeMutation({ id })),
    saveMacro: (input: SaveMacroInput) => acts.run('macro', () => macro.executeMutation({ input })),
    saveOffice: (input: SaveOfficeHoursInput) => acts.run('office', () => office.executeMutation({ input })),
    saveChecklist: (input: SaveChecklistInput) => acts.run('checklist', () => checklist.executeMutation({ input })),
  };
}
