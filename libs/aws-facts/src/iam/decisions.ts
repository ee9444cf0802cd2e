import type { Call } from './call';
import { conditionHolds, conditionOf, withVariables, type Condition, type Context, type Holds } from './condition';
import { actionPattern, likePattern } from './pattern';
import type { WrittenStatement } from './statement';

const list = (value: string | readonly string[] = []): readonly string[] => [value].flat();

/** A statement with its parts prepared for many calls. */
interface Ready {
  readonly statement: WrittenStatement;
  readonly conditions: readonly Condition[];
  names(action: string): boolean;
}

function ready(statement: WrittenStatement): Ready {
  const isExcluding = statement.NotAction !== undefined;
  const written = list(statement.Action ?? statement.NotAction);
  const exact = new Set(written.map((action) => action.toLowerCase()));
  const patterns = written.filter((action) => /[*?]/.test(action)).map(actionPattern);
  const isNamed = (action: string) =>
    exact.has(action.toLowerCase()) || patterns.some((pattern) => pattern.test(action));
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => conditionOf(operator, key, list(wanted))),
  );
  return { statement, conditions, names: (action) => isNamed(action) !== isExcluding };
}

/**
 * A call with the ARN of the calling role or user. A decision about an identity policy needs no caller, because such a
 * policy has no principal.
 */
export type AskedCall = Pick<Call, 'action' | 'resource' | 'context'> & { readonly caller?: string };

/**
 * Decides by IAM's rules if statements allow a call (IAM user guide, "Policy evaluation logic"), without the
 * policies of organizations and sessions. A condition that cannot be evaluated is taken as the more permissive case: its
 * Allow applies, and its Deny does not.
 */
export class Decisions {
  private readonly all: readonly Ready[];
  private readonly byAction = new Map<string, readonly Ready[]>();

  constructor(statements: readonly WrittenStatement[]) {
    this.all = statements.map(ready);
  }

  /** @returns undefined if no statement applies to the call: it is not allowed, but not denied explicitly either */
  of(call: AskedCall): 'Allow' | 'Deny' | undefined {
    const about = this.about(call.action);
    if (about.some((one) => one.statement.Effect === 'Deny' && applies(one, call) === true)) return 'Deny';
    return about.some((one) => one.statement.Effect === 'Allow' && applies(one, call) !== false) ? 'Allow' : undefined;
  }

  private about(action: string): readonly Ready[] {
    const known = this.byAction.get(action);
    if (known) return known;
    const found = this.all.filter((one) => one.names(action));
    this.byAction.set(action, found);
    return found;
  }
}

/** Returns whether all parts of a statement match a call; undefined if one is unknown and none fails. */
function applies({ statement, conditions }: Ready, { resource, context = {}, caller }: AskedCall): Holds {
  const isMeant = isAbout(statement, resource, context);
  if (isMeant === false) return false;
  const isCaller = caller === undefined ? true : isOf(statement, caller);
  if (isCaller === false) return false;
  let all: Holds = isMeant && isCaller;
  for (const condition of conditions) {
    const holds = conditionHolds(condition, context);
    if (holds === false) return false;
    if (holds === undefined) all = undefined;
  }
  return all;
}

function isAbout({ Resource, NotResource }: WrittenStatement, resource: string, context: Context): Holds {
  if (NotResource !== undefined) {
    const filled = list(NotResource).map((pattern) => withVariables(pattern, context));
    if (filled.includes(undefined)) return undefined;
    return !filled.some((pattern) => likePattern(pattern!).test(resource));
  }
  return list(Resource).some((pattern) => {
    const filled = withVariables(pattern, context);
    return filled !== undefined && likePattern(filled).test(resource);
  });
}

/**
 * Returns whether the principals of a statement include the caller: all principals, its ARN, or its account. An
 * identity policy has none.
 */
function isOf({ Principal, NotPrincipal }: WrittenStatement, caller: string): Holds {
  if (Principal === undefined && NotPrincipal === undefined) return true;
  const named = Principal ?? NotPrincipal;
  const names = typeof named === 'string' ? [named] : list(named?.AWS);
  const [, , , , account = ''] = caller.split(':');
  const isNamed = names.some((name) => name === '*' || name === caller || [account, rootOf(account)].includes(name));
  return isNamed !== (Principal === undefined);
}

const rootOf = (account: string) => `arn:aws:iam::${account}:root`;
