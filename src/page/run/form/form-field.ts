/** Picks the control for a field from its schema, or JSON where no control can show the value. */

import type { TemplateResult } from 'lit';
import { canShow, shapeOf } from '../shape.ts';
import { checkboxField, choiceField } from './choice-control.ts';
import type { Field } from './field.ts';
import { listField, objectField, tupleField } from './group-control.ts';
import { dateField, jsonField, numberField, secretField, textField } from './text-control.ts';
import { unionField } from './union-control.ts';

export function formField(field: Field): TemplateResult {
  const shape = shapeOf(field.form.root, field.schema);
  if (isSecretText(field, shape.kind)) return secretField(field);
  if (!canShow(shape, field.form.value(field.path))) return jsonField(field);
  switch (shape.kind) {
    case 'text':
      return textField(field);
    case 'number':
      return numberField(field);
    case 'boolean':
      return checkboxField(field);
    case 'date':
    case 'date-time':
      return dateField(field, shape.kind);
    case 'choice':
      return choiceField(field, shape.options);
    case 'list':
      return listField(field, shape.item);
    case 'tuple':
      return tupleField(field, shape);
    case 'object':
      return objectField(field, shape);
    case 'union':
      return unionField(field, shape.variants);
    case 'null':
      return choiceField(field, [null]);
    case 'any':
      return jsonField(field);
  }
}

/** A secret that is a text, or may be anything and is no other value yet: its characters are hidden. */
function isSecretText({ form, path, schema }: Field, kind: ReturnType<typeof shapeOf>['kind']): boolean {
  if (schema.writeOnly !== true) return false;
  const value = form.value(path);
  return kind === 'text' || (kind === 'any' && (value === undefined || typeof value === 'string'));
}
