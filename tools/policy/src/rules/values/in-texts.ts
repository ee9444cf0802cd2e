import type { Resource, World } from '@malinshopper/synthesized';
import { custom, type Ask, type Breaks } from '../ask';
import { textsOf, type Text } from './texts';

/** Returns the fault of one text, or undefined if the text has no fault. */
export type TextFault = (text: Text, world: World, resource: Resource) => string | undefined;

/** No text of a resource has a fault. The finding begins with the position of the text. */
export const noText = (fault: TextFault, breaks: Breaks): Ask =>
  custom((resource, world) => {
    for (const text of textsOf(resource)) {
      const found = fault(text, world, resource);
      if (found !== undefined) return `${text.at}: ${found}`;
    }
    return undefined;
  }, breaks);

/**
 * Describes the first forbidden match. `form` has the flag `g`. `when` saves time: `form` is tried only on texts that
 * contain `when`.
 */
export function firstOf(
  text: string,
  form: RegExp,
  fault: (...groups: string[]) => string | undefined,
  when?: string,
): string | undefined {
  if (when !== undefined ? !text.includes(when) : text.search(form) < 0) return undefined;
  for (const [whole, ...groups] of text.matchAll(form)) {
    const found = fault(...(groups.length > 0 ? groups.map((each) => each ?? '') : [whole]));
    if (found !== undefined) return found;
  }
  return undefined;
}
