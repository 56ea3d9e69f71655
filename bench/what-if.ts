import { exampleMatrix } from '@kontor/domain/carriers/example-matrix';
import type { PastOrder } from '@kontor/domain/carriers/simulate-matrix';
import { simulate } from '@kontor/domain/carriers/simulate-matrix';
import { aRoutingInput } from '@kontor/domain/testing';

const carriers = [
  { code: 'HAUS', name: 'Hauslager', kind: 'own' as const, confirmWithinMinutes: 480 },
  { code: 'NORD', name: 'Fulfilment Nord', kind: 'external' as const, confirmWithinMinutes: 240 },
  { code: 'SUED', name: 'Lagerhaus Süd', kind: 'external' as const, confirmWithinMinutes: 240 },
];

export interface WhatIfFigures {
  seconds: number;
  moved: number;
  /** Seconds to parse the same inputs out of their JSON. */
  ceilingSeconds: number;
}

/** A draft of the example matrix (eleven rows) against the active one on past orders, beside parsing the same inputs. */
export function measureWhatIf(orders: number): WhatIfFigures {
  const texts = pastOrders(orders).map((order) => JSON.stringify(order));
  const before = exampleMatrix(carriers);
  const after = structuredClone(before);
  for (const service of after.services) if (service.code === 'hermes-standard') service.maxWeightG = 2_000;
  simulate({ number: 1, terms: before }, { number: 2, terms: after }, parse(texts.slice(0, 500)));
  const [ceilingSeconds, past] = timed(() => parse(texts));
  const [seconds, result] = timed(() => simulate({ number: 1, terms: before }, { number: 2, terms: after }, past));
  return { seconds, moved: result.moved, ceilingSeconds };
}

const parse = (texts: string[]): PastOrder[] => texts.map((text) => JSON.parse(text) as PastOrder);

function timed<T>(work: () => T): [number, T] {
  const began = performance.now();
  const result = work();
  return [(performance.now() - began) / 1_000, result];
}

/** Orders of one to three products between 100 g and 18 kg, on every hour of a month, all over Germany. */
function pastOrders(count: number): PastOrder[] {
  return Array.from({ length: count }, (_, n) => {
    const items = Array.from({ length: (n % 3) + 1 }, (_unused, index) => ({
      sku: `SKU-${index}`,
      quantity: 1 + ((n + index) % 2),
      weightG: 100 + ((n * 37 + index * 411) % 6_000),
      lengthMm: 120 + ((n * 13) % 500),
      widthMm: 80 + ((n * 7) % 250),
      heightMm: 20 + ((n * 3) % 120),
      hazardous: n % 50 === 0,
    }));
    const units = Object.fromEntries(items.map(({ sku }) => [sku, 100]));
    const day = String((n % 28) + 1).padStart(2, '0');
    return {
      orderId: String(n),
      orderNumber: `A-${n}`,
      input: aRoutingInput({
        items,
        postcode: String((n * 977) % 100_000).padStart(5, '0'),
        at: `2026-11-${day}T${String(n % 24).padStart(2, '0')}:15`,
        promisedOn: `2026-12-${day}`,
        stock: { HAUS: units, ...(n % 2 ? { NORD: units } : {}), ...(n % 3 ? { SUED: units } : {}) },
      }),
    };
  });
}
