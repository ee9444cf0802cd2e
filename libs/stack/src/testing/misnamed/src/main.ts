import { TerraformStack } from 'cdktf';
import type { SynthEntry } from '../../../synth';

/** An app whose stack is not called like its folder. */
const main: SynthEntry = (app) => new TerraformStack(app, 'another');

export default main;
