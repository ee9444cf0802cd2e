import { sample, zipOf } from '../sample';
import type { Variant } from './variant';

/** The sample with another AppSpec file. */
export function withAppSpec(kind: string, name: string, text: string, culprit: Variant['culprit']): Variant {
  return { kind, name, culprit, broken: zipOf({ ...sample, 'appspec.yml': text }) };
}
