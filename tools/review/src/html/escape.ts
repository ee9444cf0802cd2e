import escapeHtml from 'escape-html';
import { visible } from '@malinshopper/text';

/** Words that were not written here, for a page. */
export const escape = (words: string): string => escapeHtml(visible(words));
