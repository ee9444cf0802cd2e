import type { Operation } from '../gateway/call';
import { completing, type Completions } from './complete';
import { autoscalingAnswers } from './autoscaling';
import { ec2Answers } from './ec2';
import { iamAnswers } from './iam';
import { loadBalancingAnswers } from './load-balancing';
import { rdsAnswers } from './rds';

const COMPLETIONS: Readonly<Record<string, Completions>> = {
  autoscaling: autoscalingAnswers,
  ec2: ec2Answers,
  elasticloadbalancing: loadBalancingAnswers,
  iam: iamAnswers,
  rds: rdsAnswers,
};

/** Lets an operation answer as AWS does, with the members that moto and the services before it leave out. */
export function asAwsAnswers(service: string, action: string, run: Operation): Operation {
  const completions = COMPLETIONS[service]?.[action];
  return completions ? completing(action, completions, run) : run;
}
