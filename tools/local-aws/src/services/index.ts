import type { Service } from '../gateway/call';
import { accessAnalyzer } from './access-analyzer';
import { acm } from './acm';
import { autoscaling } from './autoscaling';
import { backup } from './backup';
import { budgets } from './budgets';
import { cloudfront } from './cloudfront';
import { cloudtrail } from './cloudtrail';
import { codedeploy } from './codedeploy';
import { embeddedSurroundings } from './codedeploy/surroundings';
import { ec2 } from './ec2';
import { emr } from './emr';
import { elasticache } from './elasticache';
import { elbv2 } from './elbv2';
import { iam } from './iam';
import { kms } from './kms';
import { lambda } from './lambda';
import { functionStore, taggedFunctions } from './lambda/functions';
import { embeddedLambda } from './lambda/surroundings';
import { logs } from './logs';
import { monitoring } from './monitoring';
import { rds } from './rds';
import { Catalogues } from './rds/server/catalogues';
import { ServerCopies } from './rds/copies';
import { route53 } from './route53';
import { s3 } from './s3';
import { serviceQuotas } from './service-quotas';
import { sns } from './sns';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { sts } from './sts';
import { tagging } from './tagging';
import { wafv2 } from './wafv2';

/**
 * The additions of the gateway to moto, service by service. Every gateway has its own stores, so this is a function.
 */
export function services(log: (line: string) => void = () => undefined): Service[] {
  const functions = functionStore();
  const catalogues = new Catalogues();
  const serverCopies = new ServerCopies(catalogues);
  return [
    accessAnalyzer(),
    acm(),
    autoscaling(),
    backup(serverCopies),
    budgets(),
    cloudfront(),
    cloudtrail(),
    codedeploy(embeddedSurroundings(log)),
    ec2(),
    emr(),
    elasticache(),
    elbv2(),
    iam(),
    kms(),
    lambda(functions, embeddedLambda(catalogues)),
    logs(),
    monitoring(),
    rds(serverCopies),
    route53(),
    s3(),
    serviceQuotas(),
    sns(),
    sqs(),
    ssm(),
    sts(),
    tagging(taggedFunctions(functions)),
    wafv2(),
  ];
}
