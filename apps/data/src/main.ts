import type { SynthEntry } from '@malinshopper/stack';
import { DataStack } from './data-stack';

const main: SynthEntry = (app, environment) => new DataStack(app, environment);

export default main;
