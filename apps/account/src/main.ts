import type { SynthEntry } from '@malinshopper/stack';
import { AccountWideStack } from './account-stack';

const main: SynthEntry = (app, environment) => new AccountWideStack(app, environment.account);

export default main;
