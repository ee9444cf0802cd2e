import type { Call, Forward, Operation, Reply, Service } from '../../gateway/call';
import { askedOperation } from '../../gateway/operation';
import { Operations } from '../../gateway/routes';
import { Standing } from './standing';

/** Completes what was answered by what else stands in the account. */
export type Completion = (reply: Reply) => Reply;

/**
 * Looks at a call before it is answered, and throws an `AwsFailure` where AWS would refuse it for what else stands in the account.
 * @returns what completes the answer, if anything does
 */
export type Guard = (
  call: Call,
  standing: Standing,
) => Completion | void | undefined | Promise<Completion | void | undefined>;

/** Guards by service, and by action or route, as in `Service.operations`. */
export type Guards = Readonly<Record<string, Readonly<Record<string, Guard>>>>;

/** Several guards as one; where an action has more than one, each looks at it in turn. */
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
 * The services with guards in front of their operations, and of moto's where the gateway has none.
 * @param ask answers what guards ask, as the gateway would
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
