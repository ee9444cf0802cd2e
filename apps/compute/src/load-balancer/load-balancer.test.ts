import { synthesized, type Block } from '../testing/synthesized';

describe.each(['production', 'staging', 'testing'])('the load balancer of %s', (ref) => {
  const stack = synthesized(ref);
  const balancer = stack.one<Block>('aws_lb', 'load-balancer/Resource');

  test('drops invalid headers, mitigates desync attacks and waits at most a minute', () => {
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

  test('only redirects HTTP to HTTPS', () => {
    const { config } = stack.one<Block>('aws_lb_listener', 'load-balancer/http');
    expect(config).toMatchObject({ port: 80, protocol: 'HTTP' });
    expect(config['default_action']).toEqual([
      { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' } },
    ]);
  });

  test('supports TLS 1.2 and newer, and answers 404 for an unknown name', () => {
    const { config } = stack.one<Block>('aws_lb_listener', 'load-balancer/https');
    expect(config).toMatchObject({
      port: 443,
      protocol: 'HTTPS',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificate_arn: '${data.terraform_remote_state.network.outputs.certificateArn}',
      default_action: [{ type: 'fixed-response', fixed_response: { status_code: '404' } }],
    });
  });

  test('writes its access logs to a bucket with a policy that exists before it', () => {
    const bucket = stack.one<{ bucket: string }>('aws_s3_bucket', 'load-balancer/access-logs/Resource');
    const policy = stack.one<{ policy: string }>('aws_s3_bucket_policy', 'load-balancer/access-logs/policy');
    const encryption = stack.one(
      'aws_s3_bucket_server_side_encryption_configuration',
      'load-balancer/access-logs/encryption',
    );
    const { id } = stack.environment.account;

    const written = `\${${stack.one('aws_s3_bucket', 'load-balancer/access-logs/Resource').address}.bucket}`;
    expect(balancer.config).toMatchObject({
      access_logs: { enabled: true, bucket: written },
      depends_on: expect.arrayContaining([policy.address]) as unknown,
    });
    // Connection logs too in a protected environment, where the records may be needed later.
    const connections = ref === 'production' ? { enabled: true, bucket: written, prefix: 'connections' } : undefined;
    expect(balancer.config['connection_logs']).toEqual(connections);
    expect(JSON.stringify(encryption.config)).toContain('"sse_algorithm":"AES256"');
    const { Statement } = JSON.parse(policy.config.policy) as { Statement: Block[] };
    expect(Statement).toContainEqual({
      Sid: 'ElbWritesLogs',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: [
        `arn:aws:s3:::${bucket.config.bucket}/AWSLogs/${id}/*`,
        ...(ref === 'production' ? [`arn:aws:s3:::${bucket.config.bucket}/connections/AWSLogs/${id}/*`] : []),
      ],
    });
  });

  test('has access logs of its log bucket, in the account’s bucket for that', () => {
    expect(stack.one('aws_s3_bucket_logging', 'load-balancer/access-logs/access-logs').config).toMatchObject({
      target_bucket: expect.stringMatching(/\.account(-of-nonproduction)?\.outputs\.accessLogBucketName\}$/) as string,
      target_prefix: `${stack.environment.name}/load-balancer-logs/`,
    });
  });

  test('has a web application firewall exactly where the environment enables it', () => {
    const expected = stack.environment.webAcl ? 1 : 0;
    for (const type of [
      'aws_wafv2_web_acl',
      'aws_wafv2_web_acl_association',
      'aws_wafv2_web_acl_logging_configuration',
    ]) {
      expect(stack.all(type)).toHaveLength(expected);
    }
    if (!stack.environment.webAcl) return;
    const acl = stack.one<Block>('aws_wafv2_web_acl', 'load-balancer/web-acl/Resource');
    expect(acl.config['scope']).toBe('REGIONAL');
    expect(stack.one('aws_wafv2_web_acl_association', 'load-balancer/web-acl-association').config).toEqual({
      resource_arn: `\${${balancer.address}.arn}`,
      web_acl_arn: `\${${acl.address}.arn}`,
    });
    expect(stack.one('aws_cloudwatch_log_group', 'load-balancer/web-acl/log/Resource').config).toMatchObject({
      retention_in_days: stack.environment.logRetentionDays,
      kms_key_id: '${data.terraform_remote_state.network.outputs.logKeyArn}',
    });
  });

  test('has alarms for its own errors and for rejected connections', () => {
    const dimensions = { LoadBalancer: `\${${balancer.address}.arn_suffix}` };
    const alarm = (name: string) =>
      stack.one<Block>('aws_cloudwatch_metric_alarm', `load-balancer-alarms/${name}/Resource`).config;
    const common = { namespace: 'AWS/ApplicationELB', dimensions, statistic: 'Sum', period: 60 };
    expect(alarm('errors')).toMatchObject({ ...common, metric_name: 'HTTPCode_ELB_5XX_Count', threshold: 10 });
    expect(alarm('rejected')).toMatchObject({ ...common, metric_name: 'RejectedConnectionCount', threshold: 0 });
  });
});

describe('an environment that borrows a load balancer', () => {
  const stack = synthesized('feature/checkout');

  test('creates none, no listener, no bucket for its logs, and leaves its alarms to its owner', () => {
    for (const type of ['aws_lb', 'aws_lb_listener', 'aws_s3_bucket', 'aws_wafv2_web_acl_association']) {
      expect(stack.all(type)).toEqual([]);
    }
    const alarms = stack.all<{ dimensions?: object }>('aws_cloudwatch_metric_alarm');
    const ofBalancer = alarms.filter(({ config }) => Object.keys(config.dimensions ?? {}).join() === 'LoadBalancer');
    expect(ofBalancer).toEqual([]);
  });

  test("adds its rule to the host's listener, which has one certificate for all branches", () => {
    const listener = '${data.terraform_remote_state.compute-of-testing.outputs.httpsListenerArn}';
    expect(stack.all('aws_lb_listener_certificate')).toEqual([]);
    const ofHost = synthesized('testing').one('aws_lb_listener_certificate', 'load-balancer/branches-certificate');
    expect(ofHost.config).toMatchObject({
      certificate_arn: '${data.terraform_remote_state.network.outputs.branchesCertificateArn}',
    });
    for (const other of ['staging', 'production']) {
      expect(synthesized(other).all('aws_lb_listener_certificate')).toEqual([]);
    }
    expect(stack.one('aws_lb_listener_rule', 'web-entry/rule').config).toMatchObject({ listener_arn: listener });
  });

  test("adds rules between the host's security group and its own web servers, in both groups", () => {
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

  test("republishes the host's load balancer in its own contract", () => {
    for (const name of ['loadBalancerDnsName', 'loadBalancerArnSuffix', 'httpsListenerArn']) {
      expect(stack.json.output[name]?.value).toBe(`\${data.terraform_remote_state.compute-of-testing.outputs.${name}}`);
    }
  });
});
