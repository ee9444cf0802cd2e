import { environment, type Environment } from '@malinshopper/environments';
import { synthesized as synthesize, type Reviewed, type Synthesized as Stack } from '@malinshopper/testing';
import main from '../main';

/** An attribute of a synthesized resource, by its name in Terraform. */
export type Block = Readonly<Record<string, unknown>>;
export interface Resource<T> {
  /** The address of the resource in references: `aws_lb.load-balancer_1A2B3C4D`. */
  readonly address: string;
  readonly path: string;
  readonly config: T;
}
interface Json {
  readonly data: Record<string, Record<string, Block>>;
  readonly locals: Record<string, string>;
  readonly output: Record<string, { value: unknown }>;
  readonly provider: { aws: { default_tags: { tags: Record<string, string> }[] }[] };
}

/** The three kinds of environments, which differ in the parts of their own. */
export const kinds = ['production', 'testing', 'feature/checkout'] as const;

/** The app's stack of an environment, as Terraform gets it, with queries for tests. */
export class Synthesized {
  readonly json: Json;
  readonly text: string;
  private readonly stack: Stack;

  constructor(readonly environment: Environment) {
    this.stack = synthesize(main, environment);
    this.text = this.stack.json;
    this.json = JSON.parse(this.text) as Json;
  }

  /** Every resource of a type, or of all; `T` is the type of the attributes that the test reads. */
  all<T = Block>(type?: string): Resource<T>[] {
    return this.stack.resources(type) as Resource<T>[];
  }

  /** The one resource of a type at a path below the stack. */
  one<T = Block>(type: string, path: string): Resource<T> {
    return this.stack.resource(type, `compute/${path}`) as Resource<T>;
  }

  /** The stack for a comparison with another, without user data. */
  get reviewed(): Reviewed {
    return { owner: this.environment, json: withoutUserData(this.text) };
  }

  /** The user data of a role, in clear. */
  userData(role: string): string {
    const [, text] = Object.entries(this.json.locals).find(([name]) => name.startsWith(`${role}_template_user-data`))!;
    return text;
  }
}

/**
 * A stack's JSON for a reviewed snapshot: without user data, which JSON puts into one line; user-data.test.ts has it.
 */
export const withoutUserData = (json: string) => json.replace(/("[\w-]+_user-data_\w+": ").*"/g, '$1..."');

const known = new Map<string, Synthesized>();

/** Synthesizes once per environment: every test only reads. */
export function synthesized(ref: string): Synthesized {
  const result = known.get(ref) ?? new Synthesized(environment(ref));
  known.set(ref, result);
  return result;
}

/** The topic of the team, as an alarm of an environment refers to it: it belongs to the account. */
export function teamTopic({ account, name }: Environment): string {
  const state = account.name === name ? 'account' : `account-of-${account.name}`;
  return `\${data.terraform_remote_state.${state}.outputs.alarmTopicArns.compute}`;
}
