import type { SynthEntry } from '@malinshopper/stack';
import { ComputeStack } from './compute-stack';

const main: SynthEntry = (app, environment) => new ComputeStack(app, environment);

export default main;
