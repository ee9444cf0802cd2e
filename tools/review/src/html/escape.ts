import escapeHtml from 'escape-html';
import { visible } from '@malinshopper/text';

/** Escapes text of unknown origin for a page. */
export const escape = (words: string): string => escapeHtml(visible(words));
