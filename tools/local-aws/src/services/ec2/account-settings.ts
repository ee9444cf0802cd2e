import type { Call, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { buildXml, element, list, parseXml, text, type XmlElement } from '../../protocols/xml';

interface Settings {
  volumeKey?: string;
  snapshots: string;
  images: string;
  readonly metadata: Map<string, string>;
  /** The mode of each family that differs from AWS's default. */
  readonly credits: Map<string, string>;
}

/**
 * The initial mode of each burstable family (API reference: ModifyDefaultCreditSpecification; EC2 user guide,
 * "Unlimited mode").
 */
const creditsOf: Readonly<Record<string, string>> = {
  t2: 'standard',
  t3: 'unlimited',
  t3a: 'unlimited',
  t4g: 'unlimited',
};

/** The parameters of the metadata defaults, and their names in the answer (API: InstanceMetadataDefaultsResponse). */
const metadataFields = {
  HttpTokens: 'httpTokens',
  HttpPutResponseHopLimit: 'httpPutResponseHopLimit',
  HttpEndpoint: 'httpEndpoint',
  InstanceMetadataTags: 'instanceMetadataTags',
};
/** These values remove a default (API reference: ModifyInstanceMetadataDefaults). */
const noDefault = ['no-preference', '-1'];

const UNBLOCKED = 'unblocked';

/**
 * The settings of EC2 for a whole account in a region, of which moto has only the encryption of volumes: the key for
 * volumes, the metadata options of instances, the initial mode of burstable ones, and the block of public access to
 * snapshots and images.
 */
export function accountSettings(): Record<string, Operation> {
  const store = new Store<Settings>('ec2/account-settings', () => ({
    snapshots: UNBLOCKED,
    images: UNBLOCKED,
    metadata: new Map(),
    credits: new Map(),
  }));
  const form = (call: Call, name: string) => text(queryParameters(call.body)[name]);

  const volumeKey = (action: string, change?: (settings: Settings, call: Call) => void): Operation => {
    return (call) => {
      const settings = store.of(call);
      change?.(settings, call);
      const ofAws = `arn:aws:kms:${call.region}:${call.account}:alias/aws/ebs`;
      return reply(action, { kmsKeyId: settings.volumeKey ?? ofAws });
    };
  };
  const blocked = (which: 'snapshots' | 'images', shown: string, asked?: string) => (action: string) => ({
    [action]: (call: Call) => {
      const settings = store.of(call);
      if (action.startsWith('Disable')) settings[which] = UNBLOCKED;
      if (asked !== undefined && action.startsWith('Enable')) settings[which] = form(call, asked);
      return reply(action, { [shown]: settings[which], managedBy: 'account' });
    },
  });
  const credits = (call: Call, verb: 'Get' | 'Modify') => {
    const { credits: own } = store.of(call);
    const family = form(call, 'InstanceFamily');
    const ofAws = creditsOf[family];
    if (ofAws === undefined) {
      throw new AwsFailure('InvalidInstanceFamily', `The instance family '${family}' is not burstable.`);
    }
    const mode = form(call, 'CpuCredits');
    if (verb === 'Modify' && mode !== 'standard' && mode !== 'unlimited') {
      const message = `Value (${mode}) for parameter cpuCredits is invalid: it is standard or unlimited.`;
      throw new AwsFailure('InvalidParameterValue', message);
    }
    if (verb === 'Modify') own.set(family, mode);
    const instanceFamilyCreditSpecification = { instanceFamily: family, cpuCredits: own.get(family) ?? ofAws };
    return reply(`${verb}DefaultCreditSpecification`, { instanceFamilyCreditSpecification });
  };
  const snapshots = blocked('snapshots', 'state', 'State');
  const images = blocked('images', 'imageBlockPublicAccessState', 'ImageBlockPublicAccessState');

  return {
    GetEbsDefaultKmsKeyId: volumeKey('GetEbsDefaultKmsKeyId'),
    ModifyEbsDefaultKmsKeyId: volumeKey('ModifyEbsDefaultKmsKeyId', (settings, call) => {
      settings.volumeKey = form(call, 'KmsKeyId');
    }),
    ResetEbsDefaultKmsKeyId: volumeKey('ResetEbsDefaultKmsKeyId', (settings) => delete settings.volumeKey),
    ...snapshots('GetSnapshotBlockPublicAccessState'),
    ...snapshots('EnableSnapshotBlockPublicAccess'),
    ...snapshots('DisableSnapshotBlockPublicAccess'),
    ...images('GetImageBlockPublicAccessState'),
    ...images('EnableImageBlockPublicAccess'),
    ...images('DisableImageBlockPublicAccess'),
    GetDefaultCreditSpecification: (call) => credits(call, 'Get'),
    ModifyDefaultCreditSpecification: (call) => credits(call, 'Modify'),
    // moto's process returns the family of an instance without its own setting (`src/moto/instance_settings.py`).
    DescribeInstanceCreditSpecifications: async (call, moto) => {
      const answered = await moto(call);
      if (answered.status !== 200) return answered;
      const document = parseXml(answered.body.toString());
      const set = element(element(Object.values(document)[0])['instanceCreditSpecificationSet']);
      for (const one of list(set['item']).map(element)) {
        const family = text(one['cpuCredits']);
        one['cpuCredits'] = store.of(call).credits.get(family) ?? creditsOf[family] ?? family;
      }
      return { ...answered, body: buildXml(document) };
    },
    GetInstanceMetadataDefaults: (call) => {
      const accountLevel = { ...Object.fromEntries(store.of(call).metadata), managedBy: 'account' };
      return reply('GetInstanceMetadataDefaults', { accountLevel });
    },
    ModifyInstanceMetadataDefaults: (call) => {
      const { metadata } = store.of(call);
      for (const [asked, shown] of Object.entries(metadataFields)) {
        const value = form(call, asked);
        if (noDefault.includes(value)) metadata.delete(shown);
        else if (value !== '') metadata.set(shown, value);
      }
      return reply('ModifyInstanceMetadataDefaults', { return: 'true' });
    },
  };
}

/** An answer in EC2's query protocol, which has no result element. */
function reply(action: string, result: XmlElement): Reply {
  const response = { '@xmlns': 'http://ec2.amazonaws.com/doc/2016-11-15/', ...result };
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: buildXml({ [`${action}Response`]: response }) };
}
