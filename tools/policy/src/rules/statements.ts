import { demandsItsKey } from '@malinshopper/aws-facts';
import type { Statement } from '@malinshopper/synthesized';

/** A condition key that narrows a statement, and the check of its values. */
export interface Narrowing {
  readonly key: RegExp;
  readonly by: (value: string, operator: string) => boolean;
}

/** True if a statement demands one of these keys, with values that all narrow it. */
export const isNarrowedBy = ({ conditions }: Statement, keys: readonly Narrowing[]): boolean =>
  Object.entries(conditions).some(
    ([operator, demanded]) =>
      demandsItsKey(operator) &&
      Object.entries(demanded).some(([key, values]) =>
        keys.some((each) => each.key.test(key) && values.every((value) => each.by(value, operator))),
      ),
  );

/** The principals of a statement, for reports. */
export const principalText = ({ principals, notPrincipals }: Statement): string =>
  notPrincipals ? `all but ${JSON.stringify(notPrincipals)}` : JSON.stringify(principals ?? {});
