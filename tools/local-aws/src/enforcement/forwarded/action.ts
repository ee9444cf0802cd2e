import type { Call } from '../../gateway/call';
import type { Asked } from '../../gateway/operation';

/** The operations of REST services that make further calls: by their routes (the services' API references). */
const ROUTES: readonly (readonly [service: string, route: RegExp, action: string])[] = [
  ['access-analyzer', /^PUT \/analyzer\/?$/, 'CreateAnalyzer'],
  ['backup', /^PUT \/backup-vaults\/[^/]+$/, 'CreateBackupVault'],
  ['backup', /^PUT \/backup\/plans\/[^/]+\/selections\/?$/, 'CreateBackupSelection'],
  ['backup', /^DELETE \/backup-vaults\/[^/]+\/recovery-points\/.+$/, 'DeleteRecoveryPoint'],
  ['cloudfront', /^POST \/2020-05-31\/distribution$/, 'CreateDistribution'],
  ['cloudfront', /^PUT \/2020-05-31\/distribution\/[^/]+\/config$/, 'UpdateDistribution'],
  ['lambda', /^POST \/2015-03-31\/functions\/?$/, 'CreateFunction'],
  ['lambda', /^PUT \/2015-03-31\/functions\/[^/]+\/code$/, 'UpdateFunctionCode'],
  ['lambda', /^PUT \/2015-03-31\/functions\/[^/]+\/configuration$/, 'UpdateFunctionConfiguration'],
];

/** The action of a call in the terms of IAM. Services that forward calls have their signing names there. */
export function actionOf({ service }: Pick<Call, 'service'>, { name }: Pick<Asked, 'name'>): string {
  const route = ROUTES.find(([of, pattern]) => of === service && pattern.test(name));
  return `${service}:${route ? route[2] : name}`;
}
