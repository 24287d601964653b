import assert from 'node:assert/strict';
import { pictureFile } from '../../src/editor/graph/picture-file.ts';
import type { GraphPictureFormat } from '../../src/message/graph.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>&lt;script&gt; onload= 日本</text></svg>';
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

describe('A picture that the page hands over', () => {
  const refusal = (format: GraphPictureFormat, data: string) => {
    const file = pictureFile(format, data);
    return file.ok ? undefined : file.message;
  };

  it('is written as it is', () => {
    const drawing = pictureFile('svg', svg);
    assert.equal(drawing.ok && Buffer.from(drawing.bytes).toString(), svg);
    assert.equal(pictureFile('svg', `<?xml version="1.0"?>\n${svg}\n`).ok, true);
    const dots = pictureFile('png', png.toString('base64'));
    assert.deepEqual(dots.ok && Buffer.from(dots.bytes), png);
  });

  it('is refused when it is something else', () => {
    assert.equal(refusal('svg', 'hello'), 'The picture is no SVG.');
    assert.equal(refusal('svg', `${svg}<p>`), 'The picture is no SVG.');
    assert.equal(refusal('png', 'not base64!'), 'The picture is not in base64.');
    assert.equal(refusal('png', png.toString('base64').slice(1)), 'The picture is not in base64.');
    assert.equal(refusal('png', Buffer.from('<html>').toString('base64')), 'The picture is no PNG.');
  });

  it('is refused when a browser would run or fetch what is in it', () => {
    for (const part of ['<script>1</script>', '<SCRIPT href="x"/>', '<foreignObject/>', '<iframe src="x"/>'])
      assert.equal(refusal('svg', `<svg>${part}</svg>`), 'The picture holds more than a drawing.', part);
    assert.ok(refusal('svg', '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>'));
  });

  it('is refused when it is larger than any graph', () => {
    const huge = 'A'.repeat(90 * 1024 * 1024);
    assert.match(refusal('png', huge) ?? '', /more than 64 MB/);
    assert.match(refusal('svg', `<svg>${huge}</svg>`) ?? '', /more than 64 MB/);
    assert.match(refusal('svg', `<svg>${'日'.repeat(30 * 1024 * 1024)}</svg>`) ?? '', /more than 64 MB/);
  });
});
