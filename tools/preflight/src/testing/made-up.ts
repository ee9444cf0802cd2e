import { accounts } from '@malinshopper/environments';
import { Stack } from '@malinshopper/synthesized';
import { madeUpStack, type MadeUp } from '@malinshopper/synthesized/testing';
import type { Session, Target } from '@malinshopper/terraform';
import { fakeS3, fakeSession } from '@malinshopper/terraform/testing';
import { environmentsOf, type Subject } from '../subject';

export interface MadeUpSubject {
  /** The resources of the `account` app. @default - none */
  readonly resources?: MadeUp;
  /** True if that app has been deployed. @default true */
  readonly deployed?: boolean;
  /** @default - the real AWS: gaps of the embedded one are reported as such */
  readonly kind?: Target['kind'];
  readonly session?: Partial<Session>;
  readonly change?: Partial<Subject>;
}

/** The account `nonproduction`, without an AWS. */
export function madeUpSubject(given: MadeUpSubject = {}): Subject {
  const { resources = {}, deployed = true, kind = 'aws', session, change } = given;
  const document = madeUpStack(resources, {}, 'nonproduction/account.tfstate');
  const state = { bucket: 'states', key: 'nonproduction/account.tfstate', region: 'eu-west-1' };
  return {
    account: accounts.nonproduction,
    environments: environmentsOf('nonproduction'),
    session: { ...fakeSession(fakeS3(new Map()).client, kind), ...session },
    app: async () => ({ json: JSON.stringify(document), stack: new Stack(document), state }),
    isDeployed: async () => deployed,
    ...change,
  };
}

/** An answer of AWS, an error, or a function of the input that returns one of them. */
type Answer = object | ((input: never) => object);

/**
 * A client of AWS with an answer for each command. A command without an answer throws. The client is an instance of its class, which the paginators of
 * the SDK require.
 */
export function clientOf<C extends { send: unknown }>(
  type: { readonly prototype: C },
  answers: Record<string, Answer>,
): C {
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: never }) => {
    const call = name.replace(/Command$/, '');
    const answer = answers[call];
    if (answer === undefined) throw new Error(`${call} was not to be called.`);
    const said = typeof answer === 'function' ? (answer as (input: never) => object)(input) : answer;
    if (said instanceof Error) throw said;
    return said;
  };
  return Object.assign(Object.create(type.prototype) as C, { send });
}

/** The error of AWS for an identity without the permission. */
export const accessDenied = () =>
  Object.assign(new Error('User: ana is not authorized to perform this'), { name: 'AccessDeniedException' });
