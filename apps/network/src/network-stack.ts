import { accountContract } from '@malinshopper/account/contract';
import { AlarmTopic } from '@malinshopper/constructs';
import {
  assertQuotas,
  branchHost,
  branchZone,
  hasHostsCertificate,
  hostOf,
  networkOf,
  teams,
  type Environment,
} from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { Certificate } from './certificate';
import { networkContract } from './contract';
import { Network, type NetworkFacts } from './network';

/** The network of an environment, and the certificates of its names. */
export class NetworkStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'network' });
    // Here, since the network is what is deployed first.
    assertQuotas(environment);
    const { account, domain } = environment;

    const zone = accountContract.read(this, { name: account.name, account });
    const hostedZoneId = zone.zoneIds(environment.hostedZone);
    const web = hasHostsCertificate(environment)
      ? undefined
      : new Certificate(this, 'web-certificate', {
          domain,
          alternatives: environment.kind === 'production' ? [`www.${domain}`] : [],
          hostedZoneId,
        });
    const branches =
      environment.kind === branchHost && environment.loadBalancer.placement === 'own'
        ? new Certificate(this, 'branches-certificate', {
            domain: `*.${branchZone}`,
            hostedZoneId: zone.zoneIds(branchZone),
          })
        : undefined;
    const cdn = new Certificate(this, 'cdn-certificate', {
      domain: `static.${domain}`,
      hostedZoneId,
      provider: this.globalProvider,
    });

    networkContract.publish(this, {
      ...this.ownOrBorrowed(),
      hostedZoneId,
      certificateArn: web?.arn ?? '',
      branchesCertificateArn: branches?.arn ?? '',
      cdnCertificateArn: cdn.arn,
    });
  }

  private ownOrBorrowed(): NetworkFacts {
    const { environment } = this;
    if (environment.network.placement === 'shared') return networkContract.read(this, hostOf(environment, 'network'));
    const topic = new AlarmTopic(this, 'alarms', {
      purpose: 'network',
      notify: teams.network.notify,
      protection: this.protection,
    });
    return new Network(this, 'network', {
      network: networkOf(environment),
      environment,
      protection: this.protection,
      topicArn: topic.arn,
    });
  }
}
