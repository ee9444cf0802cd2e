import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeholdersBelow, placeholdersIn } from './placeholders';

test.each([
  'terraform_data.preview_network_vpcId',
  '{"name": "preview_network_vpcId"}',
  '${local.preview_outputs["network"]}',
  'network: vpcId, known after its apply',
])('%s is a trace of a preview', (text) => expect(placeholdersIn(text)).not.toEqual([]));

test("a reviewer's view of an output has none", () => {
  expect(placeholdersIn('a.b is replaced only if network: vpcId changes')).toEqual([]);
});

test('all files below a folder are searched, except for providers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'placeholders-'));
  try {
    for (const name of ['testing/data/preview-1', 'testing/data/.terraform'])
      mkdirSync(join(folder, name), { recursive: true });
    for (const name of ['cdk.tf.json', '.terraform/modules.json', 'preview-1/a'])
      writeFileSync(join(folder, 'testing/data', name), 'terraform_data.preview_a_b');
    expect(placeholdersBelow(folder).sort()).toEqual([
      `${join(folder, 'testing/data/cdk.tf.json')}: terraform_data.preview_`,
      `${join(folder, 'testing/data/preview-1')} is the folder of a preview`,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
