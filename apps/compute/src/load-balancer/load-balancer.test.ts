import { synthesized, type Block } from '../testing/synthesized';

describe.each(['production', 'testing'])('the load balancer of %s', (ref) => {
  const stack = synthesized(ref);
  const balancer = stack.one<Block>('aws_lb', 'load-balancer/Resource');

  test('drops invalid headers, defends against desync and waits at most a minute', () => {
    expect(balancer.config).toMatchObject({
      internal: false,
      drop_invalid_header_fields: true,
      desync_mitigation_mode: 'defensive',
      idle_timeout: 60,
      subnets: '${data.terraform_remote_state.network.outputs.publicSubnetIds}',
    });
  });

  test('cannot be deleted where the environment is protected', () => {
    expect(balancer.config).toMatchObject({ enable_deletion_protection: stack.environment.protection.enabled });
  });

  test('sends HTTP to HTTPS and does nothing else with it', () => {
    const { config } = stack.one<Block>('aws_lb_listener', 'load-balancer/http');
    expect(config).toMatchObject({ port: 80, protocol: 'HTTP' });
    expect(config['default_action']).toEqual([
      { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' } },
    ]);
  });

  test('speaks TLS 1.2 and newer, and answers 404 for a name that nobody has', () => {
    const { config } = stack.one<Block>('aws_lb_listener', 'load-balancer/https');
    expect(config).toMatchObject({
      port: 443,
      protocol: 'HTTPS',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificate_arn: '${data.terraform_remote_state.network.outputs.certificateArn}',
      default_action: [{ type: 'fixed-response', fixed_response: { status_code: '404' } }],
    });
  });

  test('writes its access logs to a bucket that it may write to before it begins', () => {
    const bucket = stack.one<{ bucket: string }>('aws_s3_bucket', 'load-balancer/access-logs/Resource');
    const policy = stack.one<{ policy: string }>('aws_s3_bucket_policy', 'load-balancer/access-logs/policy');
    const encryption = stack.one(
      'aws_s3_bucket_server_side_encryption_configuration',
      'load-balancer/access-logs/encryption',
    );
    const { id } = stack.environment.account;

    expect(balancer.config).toMatchObject({ access_logs: { enabled: true }, depends_on: [policy.address] });
    expect(JSON.stringify(encryption.config)).toContain('"sse_algorithm":"AES256"');
    const { Statement } = JSON.parse(policy.config.policy) as { Statement: Block[] };
    expect(Statement).toContainEqual({
      Sid: 'ElbWritesAccessLogs',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket.config.bucket}/AWSLogs/${id}/*`,
    });
  });
});

describe('an environment that borrows a load balancer', () => {
  const stack = synthesized('feature/checkout');

  test('makes none, no listener and no bucket for its logs', () => {
    for (const type of ['aws_lb', 'aws_lb_listener', 'aws_s3_bucket']) expect(stack.all(type)).toEqual([]);
  });

  test("adds its certificate and its rule to the host's listener", () => {
    const listener = '${data.terraform_remote_state.compute-of-testing.outputs.httpsListenerArn}';
    expect(stack.one('aws_lb_listener_certificate', 'web-entry/certificate').config).toMatchObject({
      listener_arn: listener,
      certificate_arn: '${data.terraform_remote_state.network.outputs.certificateArn}',
    });
    expect(stack.one('aws_lb_listener_rule', 'web-entry/rule').config).toMatchObject({ listener_arn: listener });
  });

  test("opens the host's security group towards its own web servers, and the way back", () => {
    const balancer = '${data.terraform_remote_state.compute-of-testing.outputs.loadBalancerSecurityGroupId}';
    const web = `\${${stack.one('aws_security_group', 'web/firewall/Resource').address}.id}`;
    expect(stack.one('aws_vpc_security_group_egress_rule', 'web-entry/load-balancer-to-web').config).toMatchObject({
      security_group_id: balancer,
      referenced_security_group_id: web,
      from_port: 80,
      to_port: 80,
    });
    expect(stack.one('aws_vpc_security_group_ingress_rule', 'web/firewall/load-balancer').config).toMatchObject({
      security_group_id: web,
      referenced_security_group_id: balancer,
      from_port: 80,
      to_port: 80,
    });
  });

  test("passes the host's load balancer on in its own contract", () => {
    for (const name of ['loadBalancerDnsName', 'loadBalancerArnSuffix', 'httpsListenerArn']) {
      expect(stack.json.output[name]?.value).toBe(`\${data.terraform_remote_state.compute-of-testing.outputs.${name}}`);
    }
  });
});
