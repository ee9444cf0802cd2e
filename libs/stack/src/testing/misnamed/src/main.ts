import { TerraformStack } from 'cdktf';
import type { SynthEntry } from '../../../synth';

/** An app with a stack that does not have the name of its folder. */
const main: SynthEntry = (app) => new TerraformStack(app, 'another');

export default main;
