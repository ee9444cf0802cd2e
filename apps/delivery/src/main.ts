import type { SynthEntry } from '@malinshopper/stack';
import { DeliveryStack } from './delivery-stack';

const main: SynthEntry = (app, environment) => new DeliveryStack(app, environment);

export default main;
