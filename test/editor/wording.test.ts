import assert from 'node:assert/strict';
import { fillTemplate } from '../../src/editor/file/template.ts';
import { escapeMarkdown } from '../../src/editor/markdown.ts';
import { agoText, durationText, listText } from '../../src/editor/wording.ts';

describe('Wording', () => {
  it('gives durations in the unit that suits them', () => {
    assert.deepEqual([0.84, 3.14, 412.4, 1_240, 59_000, 125_000].map(durationText), [
      '0.8 ms',
      '3.1 ms',
      '412 ms',
      '1.2 s',
      '59.0 s',
      '2 min 5 s',
    ]);
  });

  it('never rounds a duration up into a unit that it should have had', () => {
    assert.deepEqual([9.99, 999.7, 59_990, 119_600].map(durationText), [
      '10 ms',
      '1.0 s',
      '1 min 0 s',
      '2 min 0 s',
    ]);
  });

  it('gives ages coarsely', () => {
    const ages = [0, 9_000, 25_000, 120_000, 7_200_000, 260_000_000];
    assert.deepEqual(
      ages.map(age => agoText(1_000_000_000, 1_000_000_000 + age)),
      ['just now', 'just now', '20 s ago', '2 min ago', '2 h ago', '3 d ago'],
    );
  });

  it('lists names and counts the rest', () => {
    assert.equal(listText(['a']), 'a');
    assert.equal(listText(['a', 'b']), 'a and b');
    assert.equal(listText(['a', 'b', 'c', 'd', 'e']), 'a, b, c and 2 more');
  });

  it('leaves no markup in Markdown', () => {
    assert.equal(escapeMarkdown('a *b*\n<i>'), 'a \\*b\\* &lt;i\\>');
  });
});

describe('Templates', () => {
  it('get the name of the skill, and the description is selected', () => {
    const template = '/**\n * Adds.\n * @example new_skill()\n */\nexport default function new_skill() {}\n';
    const { text, selection } = fillTemplate(template, 'my-sum');
    assert.match(text, /@example my_sum\(\)[\s\S]*function my_sum\(/);
    assert.equal(text.slice(selection.start, selection.end), 'Adds.');
  });
});
