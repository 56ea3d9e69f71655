import { operations } from '../amazon/operations.ts';
import type { FaultState } from '../faults.ts';
import { faultOf } from '../fault-words.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import { escape, page, table } from './page.ts';

/** Every fault with its words, its state and its switch. */
export const faultsPage = ({ faults }: World, scenario: Scenario): string =>
  page(
    'Faults',
    `<p>${escape(scenarioWords(scenario))}</p>${table(
      ['Fault', 'What it does', 'State', 'Happened', 'Switch'],
      faults
        .list()
        .map((fault) => [
          escape(fault.name),
          escape(faultOf(fault.name).says),
          escape(stateWords(fault)),
          String(fault.happened),
          fault.on ? offForm(fault) : onForm(fault),
        ]),
    )}`,
  );

const scenarioWords = ({ waiting }: Scenario): string =>
  waiting ? `A scenario is playing, ${waiting} of its steps are still to come.` : 'No scenario is playing.';

function stateWords({ on, times, skip, operation, value }: FaultState): string {
  if (!on) return 'off';
  const often = times === 'always' ? 'always' : `${times} ×`;
  return [often, skip ? `after ${skip} occasions` : '', operation ?? '', value === undefined ? '' : String(value)]
    .filter(Boolean)
    .join(', ');
}

const offForm = ({ name }: FaultState): string =>
  `<form method="post" action="/faults/${name}"><button>Switch off</button></form>`;

const choice = (value: string | number, words: string, isChosen: boolean): string =>
  `<option value="${value}"${isChosen ? ' selected' : ''}>${words}</option>`;

function onForm({ name }: FaultState): string {
  const { usual, value, ofCalls } = faultOf(name);
  const often = choice(1, 'once', usual === 'once') + choice('always', 'always', usual === 'always');
  const which = [choice('', 'any call', true), ...operations.map((operation) => choice(operation, operation, false))];
  const fields = [
    `<select name="times" aria-label="how often">${often}</select>`,
    ofCalls ? `<select name="operation" aria-label="which calls">${which.join('')}</select>` : '',
    value ? `<label>${escape(value.means)} <input name="value" size="8" value="${escape(value.usual)}"></label>` : '',
  ];
  return `<form method="post" action="/faults/${name}"><input type="hidden" name="on" value="yes">${fields.join(' ')} <button>Switch on</button></form>`;
}
