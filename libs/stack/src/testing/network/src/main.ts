import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { TerraformOutput } from 'cdktf';
import { EnvironmentStack } from '../../../environment-stack';
import type { SynthEntry } from '../../../synth';

class TestStack extends EnvironmentStack {}

/** An app with a resource and a reference to it. */
const main: SynthEntry = (app, environment) => {
  const stack = new TestStack(app, environment, { app: 'network' });
  const vpc = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
  new TerraformOutput(stack, 'id', { value: vpc.id });
  return stack;
};

export default main;
