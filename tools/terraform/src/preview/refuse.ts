import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The file name of a preview's configuration differs from the file name of cdktf, so that the two cannot be confused.
 */
export const previewFile = 'preview.tf.json';

/** The mark of a preview's configuration, under the key where cdktf puts its metadata: Terraform ignores `//`. */
export const previewMark = { isPreview: true } as const;
const marked = z.looseObject({ '//': z.looseObject({ isPreview: z.literal(previewMark.isPreview) }) });

/**
 * @param json the configuration of an app that is to be put into a work folder
 * @throws if it is a preview: it depends on planned values, and on placeholders
 */
export function assertNoPreview(app: string, json: string): void {
  if (marked.safeParse(JSON.parse(json)).success) throw refused(app);
}

/** @throws if the folder has the configuration of a preview */
export function assertNoPreviewIn(app: string, folder: string): void {
  if (existsSync(join(folder, previewFile))) throw refused(app);
}

const refused = (app: string) =>
  new Error(
    `${app} is a preview, which depends on values that are only planned upstream: it is never applied, and nothing was touched. ` +
      'Deploy from the sources: npx nx deploy, or npm run deploy.',
  );
