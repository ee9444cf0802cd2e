import type { SynthEntry } from '@malinshopper/stack';
import { NetworkStack } from './network-stack';

const main: SynthEntry = (app, environment) => new NetworkStack(app, environment);

export default main;
