import { descriptions } from '../resources/descriptions';
import { replacement } from '../resources/replacement';
import { distinct } from '../table';

export const changeRules = distinct(replacement, descriptions);
