import {
  templateParts,
  type TemplateContent,
  type TemplatePart,
  type TemplateProblem,
} from '@kontor/domain/carriers/template-content';
import type { Liquid } from 'liquidjs';
import { handOverView, type HandOverSet } from './hand-over-view.ts';
import { escapeOf, renderHandOver } from './render-hand-over.ts';
import { sampleSet } from './sample-set.ts';
import { templateEngine } from './template-engine.ts';
import { problemOf, suggestName, TemplateFault } from './template-fault.ts';

/** Everything that is wrong with a template, also in branches that the sample does not reach; empty when it can be used. */
export function checkTemplate(content: TemplateContent, o: { collective: boolean }): TemplateProblem[] {
  const set = sampleSet(o);
  const view = handOverView(set, content.format);
  const written = templateParts.flatMap((part) => problemsOfText(content[part], part, escapeOf(content, part), view));
  return written.length ? written : problemsOfSample(content, set);
}

/** Names, filters and tags that the view or the engine does not know, also in branches that no sample reaches. */
export function problemsOfText(
  text: string,
  part: TemplatePart,
  escape: (value: unknown) => string,
  view: object,
): TemplateProblem[] {
  try {
    return unknownNames(templateEngine(escape), text, part, view);
  } catch (error) {
    return [problemOf(part, error, view)];
  }
}

function unknownNames(engine: Liquid, text: string, part: TemplatePart, view: object): TemplateProblem[] {
  const { globals } = engine.analyzeSync(engine.parse(text), { partials: false });
  return Object.values(globals)
    .flat()
    .filter(({ segments }) => !isKnown(segments, view))
    .map(({ segments, location }) => {
      const found = segments.map(String).join('.');
      return {
        part,
        line: location.row,
        column: location.col,
        code: 'unknown_variable' as const,
        found,
        suggestion: suggestName(found, view),
      };
    })
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** Words that Liquid gives to every list and text. */
const given = new Set(['size', 'first', 'last']);

function isKnown(segments: readonly unknown[], view: unknown): boolean {
  let at = view;
  for (const segment of segments) {
    if (typeof segment === 'object') return true; // a name worked out while filling; filling finds it
    if (Array.isArray(at)) at = at[0];
    else if (at && typeof at === 'object' && Object.hasOwn(at, String(segment)))
      at = (at as Record<string, unknown>)[String(segment)];
    else return given.has(String(segment));
  }
  return true;
}

function problemsOfSample(content: TemplateContent, set: HandOverSet): TemplateProblem[] {
  try {
    renderHandOver(content, set);
    return [];
  } catch (error) {
    if (error instanceof TemplateFault) return error.problems;
    throw error;
  }
}
