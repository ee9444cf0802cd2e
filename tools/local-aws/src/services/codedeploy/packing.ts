import type { Packing } from '../../gateway/store';
import type { Deployment, Target } from './deployment';
import type { State } from './state';

type PackedTarget = Omit<Target, 'gone'>;
type PackedDeployment = Omit<Deployment, 'stop' | 'targets'> & { readonly targets: readonly PackedTarget[] };
type PackedState = Omit<State, 'deployments'> & { readonly deployments: Map<string, PackedDeployment> };

/**
 * A snapshot is made while no deployment runs: the signals that end one are left out, and made again. Applications and
 * groups stay the objects to which deployments refer.
 */
export const packing: Packing<State> = {
  pack: (state): PackedState => ({ ...state, deployments: mapped(state.deployments, packDeployment) }),
  unpack(packed) {
    const state = packed as PackedState;
    return { ...state, deployments: mapped(state.deployments, unpackDeployment) };
  },
};

function packDeployment(deployment: Deployment): PackedDeployment {
  const targets = deployment.targets.map((target) => without(target, 'gone'));
  return { ...without(deployment, 'stop'), targets };
}

function unpackDeployment({ targets, ...deployment }: PackedDeployment): Deployment {
  return {
    ...deployment,
    stop: new AbortController(),
    targets: targets.map((target) => ({ ...target, gone: new AbortController() })),
  };
}

function mapped<A, B>(values: ReadonlyMap<string, A>, change: (value: A) => B): Map<string, B> {
  return new Map([...values].map(([key, value]) => [key, change(value)]));
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const rest = { ...value };
  delete (rest as Partial<T>)[key];
  return rest;
}
