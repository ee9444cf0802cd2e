import type { Resource, World } from '@malinshopper/synthesized';

/** Types that answer the internet by being there. */
const publicTypes = [
  /^aws_(elb|eip_association|ec2_instance_connect_endpoint|vpc_endpoint_service)$/,
  /^aws_(lambda_function_url|api_gateway_rest_api|apigatewayv2_api|appsync_graphql_api)$/,
  /^aws_(apprunner_service|globalaccelerator_accelerator|lightsail_\w+|transfer_server|vpn_\w+)$/,
  /^aws_s3_bucket_website_configuration$/,
];

/** Types that let in whom an attribute names, and the value of it that names everybody. */
const letsIn: Readonly<Record<string, readonly [attribute: string, everybody: string]>> = {
  aws_ami_launch_permission: ['group', 'all'],
  aws_lambda_permission: ['principal', '*'],
};

/** Why a resource is for the internet, whatever else it says: by its type, or by whom it lets in. */
export function publicByType({ type, config, stack }: Resource, world: World): string | undefined {
  if (publicTypes.some((pattern) => pattern.test(type))) return `is an ${type}, which the internet reaches`;
  const [attribute, everybody] = letsIn[type] ?? [];
  if (attribute === undefined || world.resolve(config[attribute], stack) !== everybody) return undefined;
  return `is an ${type} with ${attribute} ${everybody}`;
}
