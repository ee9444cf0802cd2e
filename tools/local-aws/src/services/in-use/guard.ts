import type { Call, Forward, Operation, Reply, Service } from '../../gateway/call';
import { askedOperation } from '../../gateway/operation';
import { Operations } from '../../gateway/routes';
import { Standing } from './standing';

/** Completes an answer with data of other resources in the account. */
export type Completion = (reply: Reply) => Reply;

/**
 * Checks a call before it is answered, and throws an `AwsFailure` if AWS would refuse it because of other resources in
 * the account.
 * @returns the completion of the answer, if there is one
 */
export type Guard = (
  call: Call,
  standing: Standing,
) => Completion | void | undefined | Promise<Completion | void | undefined>;

/** Guards by service, and by action or route, as in `Service.operations`. */
export type Guards = Readonly<Record<string, Readonly<Record<string, Guard>>>>;

/** Several guards as one; if an action has more than one, each checks it in turn. */
export function together(...all: readonly Guards[]): Guards {
  const merged: Record<string, Record<string, Guard>> = {};
  for (const [name, guards] of all.flatMap((each) => Object.entries(each))) {
    const own = (merged[name] ??= {});
    for (const [action, guard] of Object.entries(guards)) {
      const before = own[action];
      own[action] = before ? inTurn(before, guard) : guard;
    }
  }
  return merged;
}

const inTurn =
  (first: Guard, second: Guard): Guard =>
  async (call, standing) => {
    const completions = [await first(call, standing), await second(call, standing)];
    return (reply) => completions.reduce<Reply>((answer, complete) => (complete ? complete(answer) : answer), reply);
  };

/**
 * The services with guards in front of their operations, and of moto's if the gateway has none.
 * @param ask answers the queries of guards, as the gateway would
 */
export function guarded(services: readonly Service[], guards: Guards, ask: Forward): Service[] {
  const unguarded = new Operations(services);
  const behind = (guard: Guard): Operation => {
    return async (call, moto) => {
      const complete = await guard(call, new Standing(ask, call));
      const found = unguarded.find(call.service, askedOperation(call), call.method, call.path, call.query);
      const reply = await (found ? found.run({ ...call, pathParameters: found.pathParameters }, moto) : moto(call));
      return complete ? complete(reply) : reply;
    };
  };
  const inFront = (name: string) =>
    Object.fromEntries(Object.entries(guards[name] ?? {}).map(([key, guard]) => [key, behind(guard)]));
  const names = new Set(services.map(({ name }) => name));
  const others = Object.keys(guards).filter((name) => !names.has(name));
  return [
    ...services.map((service) => ({ ...service, operations: { ...service.operations, ...inFront(service.name) } })),
    ...others.map((name) => ({ name, operations: inFront(name) })),
  ];
}
