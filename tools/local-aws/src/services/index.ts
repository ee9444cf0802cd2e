import type { Service } from '../gateway/call';
import { autoscaling } from './autoscaling';
import { backup } from './backup';
import { budgets } from './budgets';
import { cloudfront } from './cloudfront';
import { codedeploy } from './codedeploy';
import { ec2 } from './ec2';
import { emr } from './emr';
import { elasticache } from './elasticache';
import { iam } from './iam';
import { kms } from './kms';
import { logs } from './logs';
import { monitoring } from './monitoring';
import { rds } from './rds';
import { route53 } from './route53';
import { s3 } from './s3';
import { sqs } from './sqs';
import { tagging } from './tagging';

/** What the gateway adds to moto, service by service. Every gateway has stores of its own, so this is a function. */
export function services(): Service[] {
  return [
    autoscaling(),
    backup(),
    budgets(),
    cloudfront(),
    codedeploy(),
    ec2(),
    emr(),
    elasticache(),
    iam(),
    kms(),
    logs(),
    monitoring(),
    rds(),
    route53(),
    s3(),
    sqs(),
    tagging(),
  ];
}
