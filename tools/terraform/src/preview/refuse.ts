import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The configuration of a preview has another name than what cdktf writes, so that the one is never taken for the other. */
export const previewFile = 'preview.tf.json';

/** What the configuration of a preview says of itself, where cdktf says of a stack what made it: Terraform reads no `//`. */
export const previewMark = { isPreview: true } as const;
const marked = z.looseObject({ '//': z.looseObject({ isPreview: z.literal(previewMark.isPreview) }) });

/**
 * @param json what is to be put into a work folder as the configuration of an app
 * @throws if it is a preview: it stands on values that are only planned, and on placeholders
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
    `${app} is a preview, which stands on values that are only planned upstream: it is never applied, and nothing was touched. ` +
      'Deploy from the sources: npx nx deploy, or npm run deploy.',
  );
